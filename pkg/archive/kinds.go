package archive

import (
	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
)

// pictureExt is the extension a picture is kept under, with its dot.
func pictureExt(p *item.Picture) string {
	if ext := container.Extension(p.Type); ext != "" {
		return "." + ext
	}
	return ""
}
