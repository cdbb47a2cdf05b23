package block

// Until returns a block with the day on which it tells what is withdrawn.
func Until(b Block, day string) Block { return with(b, func(h *Head) { h.Until = day }) }

// At returns a block with the place that it is found at on its page.
func At(b Block, place string) Block { return with(b, func(h *Head) { h.Place = place }) }

// with returns a block with another head.
func with(b Block, change func(*Head)) Block {
	switch b := b.(type) {
	case Prose:
		change(&b.Head)
		return b
	case Facts:
		change(&b.Head)
		return b
	case Figures:
		change(&b.Head)
		return b
	case Table:
		change(&b.Head)
		return b
	case Chart:
		change(&b.Head)
		return b
	case Cards:
		change(&b.Head)
		return b
	case Callout:
		change(&b.Head)
		return b
	case Signatures:
		change(&b.Head)
		return b
	case Steps:
		change(&b.Head)
		return b
	case Schedule:
		change(&b.Head)
		return b
	case People:
		change(&b.Head)
		return b
	case Tree:
		change(&b.Head)
		return b
	}
	return b
}
