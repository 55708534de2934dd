package main

import (
	"context"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

type backupOptions struct{ rehash bool }

func newBackupCommand(env *Env) *cobra.Command {
	var opts backupOptions
	cmd := &cobra.Command{
		Use:   "backup DEST",
		Short: "Copy the archive to a folder, while others write to it",
		Long: `Copy the archive to the folder DEST: one that is new, empty, or holds an earlier
backup of the same archive; then only what it lacks is copied. The catalogue is
copied in one moment, the pictures after it; each file is hashed on the way,
made durable, and read again from the disk. Nothing in DEST is deleted.

DEST is an archive like any other: -A DIR opens it, and a plain copy of it is a
restored archive. A picture that is damaged here is not copied over a good one:
it is named, and the exit code is 3.`,
		Example: "  archive backup /mnt/usb/archive\n  archive backup --rehash /mnt/usb/archive && archive -A /mnt/usb/archive verify --quick",
		Args:    exactly(1, "one folder DEST"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runBackup(cmd.Context(), env, opts, args[0])
		},
	}
	cmd.Flags().BoolVar(&opts.rehash, "rehash", false, "read again also what DEST has already, and copy what is not right")
	return cmd
}

func runBackup(ctx context.Context, env *Env, opts backupOptions, dest string) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	env.warnOfNetwork(dest)
	bar := newProgress(env)
	defer bar.end()
	if env.ErrTerminal {
		go func() { bar.expect(a.CountFiles(ctx)) }()
	}
	sum, err := a.Backup(ctx, dest, archive.BackupOptions{
		Rehash: opts.rehash, Progress: bar.read,
		Refused: func(path string, err error) {
			defer bar.pause()()
			env.note("not copied: %s: %v", path, err)
		},
	})
	bar.end()
	if err != nil {
		return err
	}
	env.note("backed up to %s: copied %s (%s), already there %d, refused %d", dest, count(sum.Copied, "file"), byteText(sum.Bytes), sum.There, sum.Refused)
	if sum.Refused > 0 {
		return errSomeRefused
	}
	return nil
}
