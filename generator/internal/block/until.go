package block

// Until returns a block with the day on which it tells what is withdrawn.
func Until(b Block, day string) Block {
	switch b := b.(type) {
	case Prose:
		b.Until = day
		return b
	case Facts:
		b.Until = day
		return b
	case Figures:
		b.Until = day
		return b
	case Table:
		b.Until = day
		return b
	case Chart:
		b.Until = day
		return b
	case Cards:
		b.Until = day
		return b
	case Callout:
		b.Until = day
		return b
	case Signatures:
		b.Until = day
		return b
	case Steps:
		b.Until = day
		return b
	case Schedule:
		b.Until = day
		return b
	case People:
		b.Until = day
		return b
	case Tree:
		b.Until = day
		return b
	}
	return b
}
