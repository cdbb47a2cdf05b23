package privacy

// identity recognises identity numbers of 18 digits (GB 11643-1999): region, birth date, order, check digit.
func identity(s *scanner, n number) Kind {
	d := n.d
	if len(d) > 18 && n.joined() { // such as that of a disability certificate: the identity number and two digits
		if s.born(d[:18]) && checked(d[:18]) || s.born(d[len(d)-18:]) && checked(d[len(d)-18:]) {
			return ID
		}
		return 0
	}
	if len(d) != 18 || !s.born(d) {
		return 0
	}
	switch right := checked(d); {
	case right && creditCode(d) && (d[0] == '9' || s.creditWord(n)):
		return 0
	case right && s.birthYear(d) > s.year-3 && s.coded(n): // the number of a project begins with region and day, too
		return 0
	case right:
		return ID
	case d[0] == '9' || creditCode(d) || s.figure(n) || s.coded(n):
		return 0
	case !n.joined() && !s.grouped(n, 6, 8, 4) && !s.grouped(n, 6, 4, 4, 4) && !s.grouped(n, 6, 12):
		return 0
	case string(d[15:]) == "000": // spreadsheets keep 15 digits of a number
		return Broken
	}
	return Doubtful
}

// born reports whether region and birth date of 18 digits can be.
func (s *scanner) born(d []byte) bool {
	y := s.birthYear(d)
	place := region(d)
	if d[0] == '9' { // permanent residence of foreigners (since 2023): 9, province, nationality, birth date
		place = provinces[two(d[1:])] != (cities{})
	}
	return place && y >= 1900 && y <= s.year && day(two(d[10:]), two(d[12:]))
}

func (*scanner) birthYear(d []byte) int { return two(d[6:])*100 + two(d[8:]) }

var monthDays = [...]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func day(month, d int) bool { return month >= 1 && month <= 12 && d >= 1 && d <= monthDays[month] }

func two(d []byte) int { return int(d[0]-'0')*10 + int(d[1]-'0') }

// checked reports whether the check digit of 18 digits is right (ISO 7064 MOD 11-2, weights from GB 11643).
func checked(d []byte) bool {
	weights := [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if d[i] == 'X' {
			return false
		}
		sum += int(d[i]-'0') * w
	}
	return d[17] == "10X98765432"[sum%11]
}

// creditCode reports whether 18 characters are a unified social credit code (GB 32100-2015): who registers, what,
// region, organisation, check character.
func creditCode(d []byte) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i := range 18 {
		v := -1
		for j := range len(alphabet) {
			if alphabet[j] == d[i] {
				v = j
			}
		}
		if v < 0 {
			return false
		}
		if i == 17 {
			return v == (31-sum%31)%31
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return false
}

// creditWord reports whether a word says that a number is a credit code.
func (s *scanner) creditWord(n number) bool {
	words := []string{"信用代码", "机构代码", "代码证"}
	return containsAny(s.before(n.start), words) || s.head != nil && containsAny(s.head(n.start), words)
}

// oldIdentity recognises identity numbers of 15 digits, which lack century and check digit.
func oldIdentity(s *scanner, n number) Kind {
	d := n.d
	if len(d) != 15 || !region(d) || !day(two(d[8:]), two(d[10:])) || s.figure(n) || s.coded(n) {
		return 0
	}
	if !n.joined() && !s.grouped(n, 6, 6, 3) && !s.grouped(n, 6, 9) && !s.grouped(n, 3, 3, 3, 3, 3) {
		return 0
	}
	return ID15
}

// cities tells which prefectures a province has had: numbers 1 to most since they are cities, and
// from first to last before, when they were 地区; old numbers stay as they were issued.
type cities struct{ most, first, last int }

// provinces is by the first two digits (GB/T 2260). 90 stands for counties right under the province.
var provinces = [100]cities{
	11: {2, 0, 0}, 12: {2, 0, 0}, 13: {11, 21, 33}, 14: {11, 21, 28}, 15: {9, 21, 30},
	21: {14, 21, 29}, 22: {8, 21, 29}, 23: {12, 21, 31},
	31: {2, 0, 0}, 32: {13, 20, 31}, 33: {11, 21, 31}, 34: {18, 21, 30}, 35: {9, 21, 31}, 36: {11, 21, 31}, 37: {17, 20, 31},
	41: {18, 21, 31}, 42: {13, 20, 33}, 43: {13, 21, 34}, 44: {20, 21, 54}, 45: {14, 21, 33}, 46: {4, 0, 0},
	50: {3, 0, 0}, 51: {20, 21, 40}, 52: {6, 21, 28}, 53: {9, 20, 37}, 54: {7, 21, 27},
	61: {10, 20, 31}, 62: {12, 20, 31}, 63: {2, 21, 29}, 64: {5, 21, 23}, 65: {5, 21, 43},
	71: {99, 0, 0}, 81: {99, 0, 0}, 82: {99, 0, 0}, 83: {99, 0, 0},
}

// region reports whether the first six digits are those of a county that there is or was.
func region(d []byte) bool {
	province, city, county := two(d), two(d[2:]), two(d[4:])
	c := provinces[province]
	switch {
	case c == cities{}:
		return false
	case province >= 71: // Taiwan, Hong Kong, Macao and their residence permits
		return city == 0 && county == 0
	case city == 90 || province == 46 && city == 0:
		return county > 0
	}
	return (city >= 1 && city <= c.most || city >= c.first && city <= c.last && c.first > 0) && county > 0
}
