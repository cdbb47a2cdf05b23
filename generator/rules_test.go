package generator

import (
	"os"
	"testing"
)

// rules says what proves each of the rules R1–R20 of the requirements: a fixture, a golden board or a script
// that fails when the check is taken out.
var rules = map[string][]string{
	"R1: dates exist, have a year and stand in order": {"findings/GK0216-year", "findings/GK0204-year", "findings/GK0216-stretch", "findings/GK0818", "findings/GK0422"},
	"R2: no period is missing":                        {"findings/GK0434", "findings/GK0373", "findings/GK0926"},
	"R3: deadlines, overdue and late":                 {"findings/GK0373", "golden/catalogue", "golden/rectification"},
	"R4: words are those of the board's lists":        {"findings/GK0426", "findings/GK0898-rectification", "findings/GK0920"},
	"R5: the number word is the number of items":      {"findings/GK0330", "findings/GK0844", "findings/GK0801", "findings/GK0921"},
	"R6: names are in the roster":                     {"findings/GK0230", "findings/GK0230-unit"},
	"R7: no personal data":                            {"findings/GK0878", "findings/GK0919"},
	"R8: phones are phones":                           {"findings/GK0204-phone"},
	"R9: accounts add up":                             {"findings/GK0431", "findings/GK0432", "findings/GK0433", "findings/GK0870", "findings/GK0891", "findings/GK0335"},
	"R10: scores, weights and ballots":                {"findings/GK0453", "findings/GK0472", "findings/GK0457", "findings/GK0883"},
	"R11: quotas":                                     {"findings/GK0900", "findings/GK0901"},
	"R12: attachments and pictures are there":         {"findings/GK0314", "findings/GK0318"},
	"R13: keys are unique":                            {"findings/GK0436", "findings/GK0311", "findings/GK0917"},
	"R14: wording is locked":                          {"findings/GK0332", "findings/GK0845"},
	"R15: notices end by themselves":                  {"golden/benefit", "golden/led"},
	"R16: document numbers":                           {"findings/GK0840"},
	"R17: states follow each other":                   {"findings/GK0905", "findings/GK0912", "findings/GK0808"},
	"R18: every matter is answered":                   {"findings/GK0914", "findings/GK0915"},
	"R19: small samples give no rates":                {"golden/inspection"},
	"R20: honours say who approved them":              {"findings/GK0904"},
}

// TestRulesAreProven keeps the list to the truth.
func TestRulesAreProven(t *testing.T) {
	if len(rules) != 20 {
		t.Errorf("%d rules, want 20", len(rules))
	}
	for rule, proofs := range rules {
		for _, proof := range proofs {
			if _, err := os.Stat("testdata/" + proof + ".txtar"); err != nil {
				t.Errorf("%s: %v", rule, err)
			}
		}
	}
}
