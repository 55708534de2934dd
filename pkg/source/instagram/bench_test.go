package instagram

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
	. "photoarchive/pkg/source/sourcetest"
)

// bigZip is a download of so many posts, with JSON and tiny pictures.
func bigZip(b *testing.B, posts int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "instagram.zip")
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	buffer := bufio.NewWriter(out)
	w := zip.NewWriter(buffer)
	put := func(name string, method uint16, write func(io.Writer)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: "instagram-someone-2024-05-01-x/" + name, Method: method})
		if err != nil {
			b.Fatal(err)
		}
		write(f)
	}
	uri := func(i int) string {
		return fmt.Sprintf("media/posts/%d%02d/%d_n_1784140000%07d.jpg", 2012+i%12, 1+i%12, i*7919, i)
	}
	put("your_instagram_activity/content/posts_1.json", zip.Deflate, func(f io.Writer) {
		fmt.Fprint(f, "[") //nolint:errcheck // into memory
		for i := range posts {
			if i > 0 {
				fmt.Fprint(f, ",") //nolint:errcheck
			}
			fmt.Fprintf(f, `{"media":[{"uri":%q,"creation_timestamp":%d,"media_metadata":{"photo_metadata":{"exif_data":[{"latitude":%f,"longitude":%f,"device_id":"android-%x","source_type":"4"}]},"camera_metadata":{"has_camera_metadata":true}},"title":"Number %d: a caf\u00c3\u00a9 by the harbour, late in the day \u00f0\u009f\u008c\u008a #harbour #day%d","cross_post_source":{"source_app":"FB"},"backup_uri":""}]}`, //nolint:errcheck
				uri(i), 1400000000+i*97, float64(i%90)+0.123, float64(i%180)+0.456, i*31, i, i%365)
		}
		fmt.Fprint(f, "]") //nolint:errcheck
	})
	for i := range posts {
		put(uri(i), zip.Store, func(f io.Writer) {
			fmt.Fprintf(f, "%s picture %d with some bytes that stand for what a tiny picture holds", JPEG, i) //nolint:errcheck
		})
	}
	if err := errors.Join(w.Close(), buffer.Flush(), out.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// drain takes drafts, and reads their pictures if it is told to.
type drain struct {
	n, skips int
	read     bool
	peak     uint64
}

func (d *drain) Draft(draft source.Draft) error {
	if d.n++; d.n%10_000 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		d.peak = max(d.peak, m.HeapInuse)
	}
	if !d.read {
		return nil
	}
	f, err := draft.Picture.Open()
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, f); err != nil {
		return err
	}
	return f.Close()
}

func (d *drain) Skip(source.Skip) error { d.skips++; return nil }

// BenchmarkDownload reads a download of 100,000 posts in a zip.
func BenchmarkDownload(b *testing.B) {
	const posts = 100_000
	path := bigZip(b, posts)
	for _, read := range []bool{false, true} {
		b.Run(fmt.Sprintf("reading pictures %v", read), func(b *testing.B) {
			var peak uint64
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				o, err := container.Open(path)
				if err != nil {
					b.Fatal(err)
				}
				claims, _, err := source.Survey(context.Background(), []source.Container{o.Container}, []source.Room{Room{}}, nil)
				if err != nil || len(claims) != 1 {
					b.Fatal(claims, err)
				}
				d := drain{read: read}
				if err := claims[0].Room.Open(claims[0].Containers, source.Options{}).Each(context.Background(), &d); err != nil {
					b.Fatal(err)
				}
				if d.n != posts || d.skips != 0 {
					b.Fatalf("%d drafts, %d skips", d.n, d.skips)
				}
				peak = max(peak, d.peak)
				if err := o.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(posts)*float64(b.N)/b.Elapsed().Seconds(), "posts/s")
			b.ReportMetric(float64(peak-before.HeapInuse)/(1<<20), "MB-heap")
		})
	}
}
