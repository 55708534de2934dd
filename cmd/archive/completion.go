package main

import (
	"slices"

	"github.com/spf13/cobra"
)

func newCompletionCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print a script by which a shell completes what is typed",
		Long: `Print a script by which a shell completes commands, flags, and what is in the
archive: tags, places, creators, saved queries, and ids with their captions.

To have it in every new shell, write it to

  bash        ~/.local/share/bash-completion/completions/archive
  zsh         ~/.zfunc/_archive, with "fpath+=~/.zfunc; autoload -U compinit;
              compinit" in ~/.zshrc
  fish        ~/.config/fish/completions/archive.fish
  powershell  the end of $PROFILE

bash needs the package bash-completion.`,
		Example: `  archive completion fish > ~/.config/fish/completions/archive.fish
  archive completion zsh > ~/.zfunc/_archive`,
		Args: exactly(1, "one of "+joinNonEmpty(", ", shells()...)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCompletion(env, cmd.Root(), args[0])
		},
	}
}

func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

func runCompletion(env *Env, root *cobra.Command, shell string) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(env.Stdout, true)
	case "zsh":
		return root.GenZshCompletion(env.Stdout)
	case "fish":
		return root.GenFishCompletion(env.Stdout, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(env.Stdout)
	}
	return &usageError{message: shell + ": no completion for this shell", hint: "one of " + joinNonEmpty(", ", shells()...)}
}

// isCompletion tells whether a shell asks how a word may go on.
func isCompletion(args []string) bool {
	return len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd)
}

// completedCommands gives the commands of which a shell may ask: one, where it
// has been typed already.
func completedCommands(args []string) []entry {
	all := commands()
	typed := args[1:max(1, len(args)-1)]
	some := slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return !slices.Contains(typed, e.name) })
	if len(some) == 0 || slices.Contains(typed, "help") {
		return all
	}
	return some
}
