package diag

import (
	"encoding/json"
	"io"
)

// finding is the form of a finding for machines. Its keys don't change.
type finding struct {
	Code     string `json:"code"`
	Severity string `json:"severity"` // error or warning
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Excerpt  string `json:"excerpt,omitempty"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// WriteJSON prints findings for machines, one object a line.
func WriteJSON(w io.Writer, findings []Finding) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, f := range findings {
		severity := "error"
		if f.Severity == Warning {
			severity = "warning"
		}
		if err := enc.Encode(finding{f.Code, severity, f.Pos.File, f.Pos.Line, f.Pos.Col, f.Excerpt, f.Message, f.Hint}); err != nil {
			return err
		}
	}
	return nil
}
