package diag

// Nearest returns the candidate that a misspelt word most likely means, or "".
// One slip is forgiven in a short word, two in one of five characters or more. The first
// of equally near candidates wins, so give them in a fixed order.
func Nearest(word string, candidates []string) string {
	w := []rune(word)
	limit := 1
	if len(w) >= 5 {
		limit = 2
	}
	if len(w) < 2 {
		return ""
	}
	best := ""
	for _, c := range candidates {
		if d := distance(w, []rune(c)); d <= limit {
			best, limit = c, d-1
		}
	}
	return best
}

// DidYouMean returns a clause that names the nearest candidate, or "" where none is near.
func DidYouMean(word string, candidates []string) string {
	if n := Nearest(word, candidates); n != "" {
		return "您是不是想写“" + n + "”？"
	}
	return ""
}

// distance is the number of characters to insert, delete, replace or swap with
// their neighbour to turn a into b (optimal string alignment).
func distance(a, b []rune) int {
	older, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], older[j-2]+1)
			}
		}
		older, prev, cur = prev, cur, older
	}
	return prev[len(b)]
}
