package archive

import (
	"fmt"
	"io"
	"os"
	"sync"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

// soundFiles remembers which attachments were checked: one may belong to
// thousands of items.
type soundFiles struct {
	mu    sync.Mutex
	known map[string]string
}

const soundMost = 1 << 16

func (s *soundFiles) check(name, sha string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	why, ok := s.known[sha]
	if !ok {
		why = check(name, sha)
		if s.known == nil || len(s.known) >= soundMost {
			s.known = map[string]string{}
		}
		s.known[sha] = why
	}
	return why
}

// prepareAttachments offers the files that came with a picture. What can't be
// stripped is not given away.
func (x *exporting) prepareAttachments(p *outgoing, it *item.Item) {
	for _, at := range it.Attachments {
		if x.opts.strips() {
			p.withheld++
			continue
		}
		from := x.a.AttachmentPath(at)
		why := "is not in the archive's folder"
		if from != "" {
			why = x.sound.check(from, at.SHA256)
		}
		if why != "" {
			p.notes = append(p.notes, fmt.Sprintf("its attachment %s %s", at.Name, why))
			continue
		}
		p.entry.Attachments = append(p.entry.Attachments, export.Attachment{
			Attachment: at, Open: func() (io.ReadCloser, error) { return os.Open(from) },
		})
	}
}
