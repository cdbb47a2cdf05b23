package privacy

import "bytes"

// judge looks for personal numbers among the groups of the run.
func (s *scanner) judge() {
	r := &s.run
	for g := 0; g < r.groups; {
		if r.digits >= 11 {
			if next := s.personal(g); next > g {
				g = next
				continue
			}
		}
		from, to := r.group[g].from, r.group[g].to
		s.short(int(r.at[from]), int(r.end[to-1]))
		g++
	}
	if r.groups > 1 && r.digits >= 9 && r.digits <= 30 {
		s.account(int(r.at[0]), int(r.end[r.digits-1]), r.digits)
	}
}

// personal tries what the groups from g on may be together, the surest first. It returns the group to go on with.
func (s *scanner) personal(g int) int {
	r := &s.run
	for _, try := range []func(*scanner, number) Kind{identity, card, oldIdentity, mobile} {
		for e := g; e < r.groups; e++ {
			n := r.group[e].to - r.group[g].from
			if n > 24 {
				break
			}
			if n < 11 {
				continue
			}
			nr := number{first: g, last: e, d: r.digit[r.group[g].from:r.group[e].to]}
			nr.start, nr.end = int(r.at[r.group[g].from]), int(r.end[r.group[e].to-1])
			if k := try(s, nr); k != 0 && s.hit(k, nr.start, nr.end) {
				return e + 1
			}
		}
	}
	return g
}

// number is some groups of the run taken together.
type number struct {
	first, last int // groups
	d           []byte
	start, end  int // in the text
}

// joined reports whether nothing divides the digits.
func (n number) joined() bool { return n.first == n.last }

// grouped reports whether the groups have these sizes, or each digit stands on its own.
func (s *scanner) grouped(n number, sizes ...int) bool {
	r := &s.run
	count := n.last - n.first + 1
	if count == len(n.d) {
		return true
	}
	if count != len(sizes) {
		return false
	}
	for i, size := range sizes {
		g := r.group[n.first+i]
		if g.to-g.from != size || i > 0 && g.before != r.group[n.first+1].before {
			return false
		}
	}
	return true
}

// fraction reports whether a number is one side of a decimal point.
func (s *scanner) fraction(n number) bool {
	r := &s.run
	if n.first > 0 && r.group[n.first].before == '.' {
		return true
	}
	if n.last+1 < r.groups && r.group[n.last+1].before == '.' {
		return true
	}
	i := n.start - 1
	return i > 0 && s.text[i] == '.' && !letter(s.text[i-1]) && s.text[i-1] < 0x80 // as in <.5454, but not in No.138
}

// figure reports whether a number is an amount, a fraction or a part of a code.
func (s *scanner) figure(n number) bool {
	return s.fraction(n) || s.measured(n.start, n.end) || s.lettered(n)
}

var units = []string{"元", "万", "亿", "%", "％", "吨", "千", "米", "平方", "公里", "度", "立方", "人次", "公斤", "兆"}

// measured reports whether a number has a unit or a sign of money.
func (s *scanner) measured(start, end int) bool {
	rest := bytes.TrimLeft(s.text[end:min(len(s.text), end+16)], " ")
	for _, u := range units {
		if bytes.HasPrefix(rest, []byte(u)) {
			return true
		}
	}
	before := bytes.TrimRight(s.text[max(0, start-8):start], " ")
	return bytes.HasSuffix(before, []byte("¥")) || bytes.HasSuffix(before, []byte("￥")) || bytes.HasSuffix(before, []byte("$"))
}

// prefixes are letters that people write right before a telephone number.
var prefixes = map[string]bool{
	"tel": true, "t": true, "phone": true, "mobile": true, "mob": true, "m": true, "wx": true, "vx": true, "v": true,
	"weixin": true, "wechat": true, "sj": true, "dh": true, "id": true, "no": true,
}

// lettered reports whether letters stand right at a number, so that it is part of a hash, a code or a name.
func (s *scanner) lettered(n number) bool {
	if n.end < len(s.text) && letter(s.text[n.end]) {
		return true
	}
	i := n.start
	for i > 0 && letter(s.text[i-1]) {
		i--
	}
	switch {
	case i == n.start:
		return false
	case i > 0 && s.text[i-1] == '\\': // \n in JSON
		return n.start-i != 1
	case wordByte(s.text, i-1):
		return true
	}
	return !prefixes[string(bytes.ToLower(s.text[i:n.start]))]
}

// mobile recognises mobile phone numbers: 11 digits from 13 to 19 on, also with 86 or 0 before them.
func mobile(s *scanner, n number) Kind {
	d := n.d
	if n.joined() {
		for _, prefix := range []string{"0086", "086", "86", "0"} {
			if len(d) == 11+len(prefix) && string(d[:len(prefix)]) == prefix {
				d = d[len(prefix):]
				break
			}
		}
	}
	if len(d) != 11 || d[0] != '1' || d[1] < '3' {
		return 0
	}
	shaped := n.joined() || s.grouped(n, 3, 4, 4) || !s.dotted(n) && (s.grouped(n, 3, 8) || s.grouped(n, 7, 4) ||
		s.grouped(n, 4, 3, 4) || s.grouped(n, 3, 3, 5) || s.grouped(n, 3, 3, 2, 3))
	if !shaped || s.figure(n) || s.coded(n) {
		return 0
	}
	return Mobile
}

// dotted reports whether a point stands between the groups, as in a decimal or a version.
func (s *scanner) dotted(n number) bool {
	return !n.joined() && s.run.group[n.last].before == '.'
}

// codeWords say that a number is that of a thing.
var codeWords = []string{
	"凭证号", "凭证", "编号", "代码", "项目", "单号", "流水号", "流水", "文号", "票号", "发票", "票据", "许可证", "合同", "注册号", "税号",
	"条形码", "条码", "序列号", "证书号", "案号", "备案号", "标识码", "批次", "批号", "订单号", "订单", "交易号", "统计码", "ISBN", "受理号", "登记号", "资产号",
}

// personWords say that it is that of a person after all.
var personWords = []string{"身份", "证件", "手机", "电话", "联系", "微信", "公民"}

// sumWords are in the heads of columns of amounts.
var sumWords = []string{"金额", "收入", "支出", "余额", "结余", "万元", "（元）", "投资", "造价", "预算", "决算"}

// coded reports whether a word says that a number is that of a thing, or an address that it is part of.
func (s *scanner) coded(n number) bool {
	if s.head != nil && containsAny(s.head(n.start), sumWords) || s.inAddress(n.start) {
		return true
	}
	ctx := s.before(n.start)
	if labelled(ctx, codeWords) && !containsAny(lastRunes(ctx, 8), personWords) {
		return true
	}
	return s.head != nil && containsAny(s.head(n.start), codeWords) && !containsAny(s.head(n.start), personWords)
}

// inAddress reports whether an offset is inside of a web address, whose numbers are those of pages. One that
// is said to be a telephone's is none of them.
func (s *scanner) inAddress(at int) bool {
	from := at
	for from > max(0, at-300) && s.text[from-1] > ' ' && s.text[from-1] < 0x7F && bytes.IndexByte([]byte(`"'<>`), s.text[from-1]) < 0 {
		from--
	}
	address := bytes.ToLower(s.text[from:at])
	if !bytes.Contains(address, []byte("://")) {
		return false
	}
	name := address[bytes.LastIndexAny(address, "?&/")+1:]
	for _, w := range []string{"tel", "phone", "mob", "call", "sms", "contact"} {
		if bytes.Contains(name, []byte(w)) {
			return false
		}
	}
	return true
}

// card recognises bank cards by Luhn's check (ISO/IEC 7812-1). One random number in ten passes it, so that a number
// has to begin like a card, or stand beside a word for one.
func card(s *scanner, n number) Kind {
	if len(n.d) < 16 || len(n.d) > 19 || n.d[len(n.d)-1] == 'X' || !luhn(n.d) || s.figure(n) || s.dotted(n) {
		return 0
	}
	l := len(n.d)
	if !n.joined() && !s.grouped(n, 4, 4, 4, l-12) && !s.grouped(n, 4, 4, 4, 4, l-16) && !s.grouped(n, 6, l-6) && !s.grouped(n, 8, l-8) &&
		!s.grouped(n, 5, 5, 5, l-15) && !s.grouped(n, 4, 4, 4, 4) {
		return 0
	}
	if s.accountWord(n.start) || issuer(n.d) && !s.coded(n) {
		return Card
	}
	return 0
}

// issuer reports whether a number begins like those of banks in China: 62 is China UnionPay's; the others are older or foreign schemes'.
func issuer(d []byte) bool {
	has := func(prefixes ...string) bool {
		for _, p := range prefixes {
			if string(d[:len(p)]) == p {
				return true
			}
		}
		return false
	}
	switch {
	case has("62"):
		return true
	case has("9558", "9559", "6013", "6014", "6036", "6039", "6858", "6907", "8888", "9400", "9911"):
		return true
	case len(d) == 16:
		return has("4", "51", "52", "53", "54", "55", "35")
	}
	return false
}

func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}
