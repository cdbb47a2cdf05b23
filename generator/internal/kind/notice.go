package kind

import (
	"gongkai/generator/internal/block"
	"gongkai/generator/internal/diag"
	"gongkai/generator/internal/value"
)

// noticeRecord is any page of Markdown: announcements, guides, minutes. What it
// shows is its body; attachments are links in it.
type noticeRecord struct {
	Urgent value.Bool `key:"urgent" zh:"紧急" help:"紧急通知写“是”：失效以前电子屏只放它"`
}

func (n *noticeRecord) isUrgent() bool { return bool(n.Urgent) }

var errNoEnd = diag.Define("GK0350", diag.Error, "紧急通知没有写失效日期。", "加一行“失效日期: …”：从这一天起不再显示。电子屏在那以前只放紧急通知，不能没有期限。")

var notice = &typed[noticeRecord, noSettings]{
	name: "notice", title: "通知公告",
	help:  "任何一页文字：通知、公告、说明，可以带表格、图片和附件",
	check: checkEmergency,
	blocks: func(_ *env[noSettings], it *item[noticeRecord]) []block.Block {
		out := it.common().block(block.Detail)
		if it.own.Urgent {
			out = append([]block.Block{block.Callout{Tone: block.Bad, Text: "紧急通知，到 " + it.ExpiryDate.AddDays(-1).String() + "为止。"}}, out...)
		}
		return append(out, it.body(nil)...)
	},
}

func checkEmergency(c *env[noSettings], it *item[noticeRecord]) {
	if bool(it.own.Urgent) && it.ExpiryDate.IsZero() {
		c.report(errNoEnd, it.At("expiryDate"))
	}
}
