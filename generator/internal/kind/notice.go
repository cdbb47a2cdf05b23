package kind

import "gongkai/generator/internal/block"

// noticeRecord is any page of Markdown: announcements, guides, minutes. What it
// shows is its body; attachments are links in it.
type noticeRecord struct{}

var notice = &typed[noticeRecord, noSettings]{
	name: "notice", title: "通知公告",
	help: "任何一页文字：通知、公告、说明，可以带表格、图片和附件",
	blocks: func(_ *env[noSettings], it *item[noticeRecord]) []block.Block {
		return append(it.common().block(block.Detail), it.body(nil)...)
	},
}
