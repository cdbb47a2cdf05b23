package value

// Where a line of Chinese may be broken: these characters never begin one (避头), and those never end one (避尾), as
// GB/T 15834 has it for punctuation.
const (
	NeverFirst = "，。、；：？！）》」』】〉〕”’％…—·,.;:?!)]}%"
	NeverLast  = "（《「『【〈〔“‘([{￥¥"
)

// Quotes are the quotation marks of Chinese. What stands between them stays on one line where it can.
const Quotes = "“”‘’"
