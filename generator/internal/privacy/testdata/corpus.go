//go:build ignore

// Command corpus writes the planted lines that the package is measured by. Nobody in them exists: numbers are made
// by a fixed rule, with their check digits worked out here and not by the package. Run it in this folder:
//
//	go run corpus.go
package main

import (
	"bufio"
	"fmt"
	"math/rand"
	"os"
	"strings"
)

var r = rand.New(rand.NewSource(20261122))

func pick[T any](list ...T) T { return list[r.Intn(len(list))] }

func digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.Intn(10)))
	}
	return b.String()
}

func birth() string {
	return fmt.Sprintf("%d%02d%02d", 1925+r.Intn(95), 1+r.Intn(12), 1+r.Intn(28))
}

var regions = []string{"110105", "120103", "130102", "140105", "150102", "210102", "220104", "230103", "310115", "320106", "330106", "340104",
	"350203", "360102", "370203", "410105", "420106", "430104", "440305", "450102", "460105", "500103", "510107", "520103", "530111", "540102",
	"610113", "620102", "630104", "640106", "650104", "132521", "422801", "433123", "532501", "512921", "810000", "830000", "469007", "419001"}

func id18() string {
	d := pick(regions...) + birth() + digits(3)
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- { // 2^(17-i) mod 11, from the right
		weight = weight * 2 % 11
		sum += int(d[i]-'0') * weight
	}
	c := (12 - sum%11) % 11
	if c == 10 {
		return d + "X"
	}
	return d + fmt.Sprint(c)
}

func wrongID() string {
	for {
		id := id18()
		last := id[17]
		c := byte('0' + r.Intn(10))
		if c != last && id[15:17]+string(c) != "000" {
			return id[:17] + string(c)
		}
	}
}

func id15() string { return pick(regions[:31]...) + birth()[2:] + digits(3) }

func luhn(prefix string, n int) string {
	d := prefix + digits(n-1-len(prefix))
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 0 {
			v *= 2
		}
		sum += v/10 + v%10
	}
	return d + fmt.Sprint((10-sum%10)%10)
}

func card() string {
	return luhn(pick("622202", "621700", "622848", "621661", "622588", "621226", "955880", "623058", "625912"), pick(16, 17, 19, 19))
}

func mobile() string {
	return pick("130", "131", "135", "138", "139", "147", "150", "153", "158", "166", "173", "176", "181", "186", "189", "191", "195", "198") + digits(8)
}

func full(s string) string {
	return strings.Map(func(c rune) rune {
		if '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' {
			return c - '0' + '０'
		}
		return c
	}, s)
}

func split(s, sep string, sizes ...int) string {
	var parts []string
	for _, n := range sizes {
		if n >= len(s) {
			break
		}
		parts, s = append(parts, s[:n]), s[n:]
	}
	return strings.Join(append(parts, s), sep)
}

func each(s, sep string) string { return strings.Join(strings.Split(s, ""), sep) }

func who() string {
	return pick("张某", "王某某", "李*", "申请人赵某", "户主陈*", "经办人", "联系人", "当事人", "受理对象", "住户")
}

func around(s string) string {
	return pick(
		who()+" "+s, who()+"（"+s+"）", "|"+who()+"|"+s+"|3|680.00|", "| 12 | "+who()+" | "+s+" |", who()+"，"+s+"，按规定办理",
		"- "+s, s, "说明: "+s, who()+","+s+",12,340.50", "<td>"+who()+"</td><td>"+s+"</td>", "title=\""+who()+s+"\"", `{"name":"`+who()+`","value":"`+s+`"}`,
		"请与"+who()+"联系："+s+"。", who()+"\t"+s+"\t2026-11-03",
	)
}

type line struct{ kind, text string }

func positives() []line {
	var out []line
	add := func(kind string, n int, make func() string) {
		for range n {
			out = append(out, line{kind, make()})
		}
	}
	const id, cardKind, phone = "身份证号码", "银行卡号", "手机号码"
	add(id, 30, func() string { return around(id18()) })
	add(id, 6, func() string { return around(strings.ToLower(id18())) })
	add(id, 8, func() string { return around(full(id18())) })
	add(id, 8, func() string { return around(split(id18(), " ", 6, 8)) })
	add(id, 4, func() string { return around(split(id18(), "-", 6, 8)) })
	add(id, 4, func() string { return around(split(id18(), " ", 6, 4, 4)) })
	add(id, 4, func() string { return around(split(id18(), " ", 3, 3, 4, 4)) })
	add(id, 4, func() string { return around(split(id18(), "\u00A0", 4, 4, 4, 4)) })
	add(id, 3, func() string { return around(each(id18(), " ")) })
	add(id, 6, func() string { return around(split(id18(), pick("\u200B", "\uFEFF", "\u00AD", "\u2060"), 6, 8)) })
	add(id, 6, func() string { return around(split(id18(), pick("**", "<wbr>", "</b><b>", "&nbsp;", "&#8203;"), 6, 8)) })
	add(id, 4, func() string { return who() + "身份证号" + id18() + "电话已登记" })
	add(id, 4, func() string { return "残疾证号 " + id18() + pick("44", "13", "62") })
	add(id, 4, func() string { return "学籍号 " + pick("G", "L") + id18() })
	add(id, 4, func() string { s := id18(); return "&#" + fmt.Sprint(int(s[0])) + ";" + s[1:] })
	add(id, 3, func() string { return "附件/" + who() + "_" + id18() + ".pdf" })
	add("疑似身份证号码", 8, func() string { return around(wrongID()) })
	add("15位身份证号码", 12, func() string { return around(id15()) })
	add("15位身份证号码", 4, func() string { return around(split(id15(), " ", 6, 6)) })
	add("被表格软件改坏的长号码", 6, func() string {
		s := id18()
		return around(s[:1] + "." + s[1:6] + "E+17")
	})
	add("被表格软件改坏的长号码", 2, func() string { return around("6.2222E+18") })
	add("被表格软件改坏的长号码", 6, func() string { return around(pick(regions[:31]...) + "19660512" + "1000") })
	add("被表格软件改坏的长号码", 2, func() string { return around("1.3812E+10") })
	add(cardKind, 20, func() string { return around(card()) })
	add(cardKind, 6, func() string { return around(split(luhn("622202", 19), pick(" ", "-", "\u00A0"), 4, 4, 4, 4)) })
	add(cardKind, 4, func() string { return around(split(luhn("621700", 19), " ", 6)) })
	add(cardKind, 4, func() string { return around(split(luhn("622848", 16), " ", 4, 4, 4)) })
	add(cardKind, 4, func() string { return around(full(card())) })
	add(cardKind, 3, func() string { return around(luhn(pick("4", "52", "3562"), 16)) })
	add(cardKind, 3, func() string { return "卡号：" + luhn("103", 19) })
	add(phone, 24, func() string { return around(mobile()) })
	add(phone, 6, func() string { return around(split(mobile(), " ", 3, 4)) })
	add(phone, 6, func() string { return around(split(mobile(), "-", 3, 4)) })
	add(phone, 3, func() string { return around(split(mobile(), ".", 3, 4)) })
	add(phone, 4, func() string { return around(full(mobile())) })
	add(phone, 4, func() string { return around(pick("+86", "86", "+86 ", "0086", "86-", "0") + mobile()) })
	add(phone, 4, func() string { return around(split(mobile(), pick("\u200B", "\u200C", "\u2060"), 3, 4)) })
	add(phone, 3, func() string { return pick("tel:", "Tel", "微信wx", "手机T") + mobile() })
	add(phone, 3, func() string { return "[打电话](tel:" + mobile() + ")" })
	add(phone, 3, func() string { return "名单/" + who() + mobile() + ".xlsx" })
	add(phone, 3, func() string { return "%E5%BC%A0" + mobile() + ".pdf" })
	add("电子邮箱", 10, func() string {
		return around(pick("zhang", "li.ming", "wang_01", "c-1988", "abc123") + "@" + pick("qq.com", "163.com", "mail.example.cn", "sina.com.cn", "example.org"))
	})
	add("电子邮箱", 2, func() string { return "写信到user%40example.com" })
	add("电子邮箱", 2, func() string { return "写信到 user＠example.com" })
	add("车牌号", 8, func() string {
		return around(pick("京", "沪", "粤", "云", "新") + pick("A", "B", "G") + pick("12345", "8Y123", "D1234", "AB123", "1234学"))
	})
	add("车牌号", 4, func() string {
		return around(pick("京A", "粤B", "浙C") + pick("·", " ", "-") + pick("6K888", "12345"))
	})
	add("车牌号", 2, func() string { return around("京·A" + pick("12345", "8Y123")) })
	add(phone, 3, func() string { return around("(" + "138)" + digits(8)) })
	add("出生日期", 2, func() string { return "李某，19" + pick("46", "68") + ".05.12生" })
	add("车牌号", 6, func() string {
		return around(pick("京A", "粤B", "浙C") + pick("D12345", "F12345", "12345D", "12345F", "DA1234"))
	})
	add("门牌住址", 6, func() string {
		return around(fmt.Sprintf("红梅小区%d号楼%d单元%d0%d室", 1+r.Intn(30), 1+r.Intn(6), 1+r.Intn(20), 1+r.Intn(4)))
	})
	add("门牌住址", 4, func() string {
		return around(fmt.Sprintf("锦绣园%d栋%d单元%d0%d", 1+r.Intn(30), 1+r.Intn(6), 1+r.Intn(9), 1+r.Intn(4)))
	})
	add("门牌住址", 4, func() string {
		return fmt.Sprintf("家住向阳苑%d幢%d0%d室", 1+r.Intn(30), 1+r.Intn(9), 1+r.Intn(4))
	})
	add("门牌住址", 3, func() string { return fmt.Sprintf("家庭住址：幸福路%d号", 1+r.Intn(300)) })
	add("出生日期", 4, func() string {
		return "出生日期：" + fmt.Sprintf("19%d-0%d-1%d", 30+r.Intn(60), 1+r.Intn(9), r.Intn(10))
	})
	add("出生日期", 4, func() string {
		return fmt.Sprintf("%s，%s，19%d年%d月%d日出生", who(), pick("男", "女"), 30+r.Intn(60), 1+r.Intn(12), 1+r.Intn(28))
	})
	add("出生日期", 3, func() string {
		return fmt.Sprintf("| 李某 | %s | 19%d.%d.%d | 3 |", pick("男", "女"), 30+r.Intn(60), 1+r.Intn(12), 1+r.Intn(28))
	})
	add("出生日期", 3, func() string { return "生于" + birth() + "，现为组长" })
	add("银行账号", 6, func() string {
		return pick("账号：", "银行账号 ", "帐号:", "开户账号（农业银行）：") + "33" + digits(10) + "1"
	})
	add("银行账号", 3, func() string { return "账号：" + split("45"+digits(13), " ", 4, 4, 4) })
	add("护照、通行证或军人证件号码", 4, func() string { return pick("护照号码：", "护照 ") + pick("E", "EA", "G") + digits(8) })
	add("护照、通行证或军人证件号码", 3, func() string { return pick("军官证号：", "士官证：军字第") + digits(7) })
	add("护照、通行证或军人证件号码", 2, func() string { return "港澳通行证 C" + digits(8) })
	return out
}

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

func creditCode() string {
	d := pick("91", "92", "12", "11", "52", "51", "54", "13") + pick(regions[:31]...) + pick(digits(8)+pick("X", "1", "7"), "MA"+digits(6)+"K", "MB"+digits(5)+"XY")[:9]
	sum, weight := 0, 1
	for i := range 17 {
		sum += strings.IndexByte(alphabet, d[i]) * weight
		weight = weight * 3 % 31
	}
	return d + string(alphabet[(31-sum%31)%31])
}

func negatives() []string {
	var out []string
	add := func(n int, make func() string) {
		for range n {
			out = append(out, make())
		}
	}
	add(40, func() string {
		return pick("统一社会信用代码：", "信用代码", "|某某公司|", "", "供应商 ") + creditCode()
	})
	add(15, func() string { return fmt.Sprintf("某民发〔%d〕%d号", 2000+r.Intn(27), 1+r.Intn(400)) })
	add(10, func() string {
		return fmt.Sprintf("| 2026-%02d-%02d | 记-%s | 活动经费 | 采购 |  | 1,%s.00 |", 1+r.Intn(12), 1+r.Intn(28), digits(4), digits(3))
	})
	add(15, func() string {
		return fmt.Sprintf("合计 %d,%s,%s.%s 元", 1+r.Intn(900), digits(3), digits(3), digits(2))
	})
	add(10, func() string { return "总投资 1" + digits(10) + pick("元", ".00元", " 元", ".50") })
	add(10, func() string { return "￥1" + pick("3", "5", "8") + digits(9) })
	add(15, func() string {
		return pick("电话 ", "监督电话：", "tel:") + "0" + digits(3) + "-" + pick("2", "8", "6") + digits(7)
	})
	add(8, func() string {
		return "热线" + pick("12345", "12315", "12388", "95598", "12333", "110", "96110", "12309", "12368")
	})
	add(10, func() string { return pick("400-", "800-", "400") + digits(3) + "-" + digits(4) })
	add(15, func() string { return "2026-" + pick(regions[:31]...) + "-48-01-" + digits(6) })
	add(10, func() string {
		return "项目编号：" + pick(regions[:31]...) + "2026" + pick("0115", "1103") + digits(4)
	})
	add(8, func() string { return "项目编号 1" + pick("3", "5", "8") + digits(9) })
	add(8, func() string { return "招标编号：XM" + digits(12) })
	add(10, func() string { return "0." + digits(17) + "5" })
	add(5, func() string {
		return pick("3.14159265358", "2.71828182845904523", "0.13812345678", "1.41421356237", "87.13580246913")
	})
	add(15, func() string {
		return fmt.Sprintf(`<path d="M%d.%s %d L13812345678 %s,%s 110105194912310021Z"/>`, r.Intn(900), digits(11), r.Intn(900), digits(11), digits(18))
	})
	add(5, func() string { return fmt.Sprintf(`<polyline points="138 1234 5678 %s 150 1234 5678"/>`, digits(4)) })
	add(15, func() string {
		const hex = "0123456789abcdef"
		var b strings.Builder
		for range 64 {
			b.WriteByte(hex[r.Intn(16)])
		}
		return "sha256-" + b.String()
	})
	add(6, func() string { return "site.a13812345678f0.css" })
	add(10, func() string {
		return "https://www.example.cn/art/2026/11/" + digits(2) + "/art_" + digits(7) + "_" + digits(8) + ".html"
	})
	add(8, func() string {
		return fmt.Sprintf("2026-%02d-%02d至2026-%02d-%02d 公示", 1+r.Intn(12), 1+r.Intn(28), 1+r.Intn(12), 1+r.Intn(28))
	})
	add(6, func() string { return fmt.Sprintf("2026年%d月%d日 8:30–17:30", 1+r.Intn(12), 1+r.Intn(28)) })
	add(5, func() string {
		return "[链接](https://www.example.cn/t/1" + pick("3", "5", "8") + digits(9) + ".html)"
	})
	add(3, func() string { return "2号楼3单元120户停水" })
	add(5, func() string { return fmt.Sprintf("IMG_2026%02d%02d_%s.jpg", 1+r.Intn(12), 1+r.Intn(28), digits(6)) })
	add(5, func() string { return "mmexport17" + digits(11) + ".jpg" })
	add(8, func() string {
		return pick("张*", "张*华", "李**") + " " + pick("138****1234", "****1234", "6222****1234", "110***********002X", "**************002X")
	})
	add(4, func() string { return "logo@2x.png" })
	add(3, func() string { return "@media print { .a { margin: 0 } }" })
	add(4, func() string {
		return pick("2号楼301室领取", "政务中心3号楼一楼大厅", "3号楼2单元门禁维修11处", "3单元12户改造完成", "1号楼至6号楼停水")
	})
	add(4, func() string {
		return pick("护照办理电话0000-12345678", "身份证号码不公开", "带身份证、户口簿和社保卡", "银行卡号只写后四位")
	})
	add(4, func() string {
		return pick("1946年12月31日前出生的老人", "出生登记2026年10月1日起网上办", "1968年5月出生，大学学历", "妇女，2026年3月8日活动")
	})
	add(4, func() string {
		return pick("A4纸20箱", "京B2-20180001", "沪ICP备12345678号", "新A级景区12345人", "粤港澳B12期")
	})
	add(4, func() string {
		return pick("公安备案 11010502030405号", "京公网安备 11010502012345号", "网站标识码 5109030018", "bm14000002")
	})
	add(4, func() string {
		return pick("150,1200,3400", "[138,1234,5678]", "138、1234、5678", "130 + 1234 + 5678")
	})
	add(4, func() string { return "发票号码 " + digits(20) })
	add(4, func() string { return "订单号：2026" + digits(14) })
	add(4, func() string { return "许可证编号：JY1" + digits(13) })
	add(3, func() string { return "ISBN 978-7-" + digits(3) + "-" + digits(5) + "-" + digits(1) })
	return out
}

func main() {
	write("positive.tsv", func(w *bufio.Writer) {
		for _, l := range positives() {
			fmt.Fprintf(w, "%s\t%s\n", l.kind, l.text)
		}
	})
	write("negative.txt", func(w *bufio.Writer) {
		for _, l := range negatives() {
			fmt.Fprintln(w, l)
		}
	})
}

func write(name string, lines func(*bufio.Writer)) {
	f, err := os.Create(name)
	if err != nil {
		panic(err)
	}
	w := bufio.NewWriter(f)
	lines(w)
	if err := w.Flush(); err != nil {
		panic(err)
	}
	f.Close()
}
