// The tmux stories land here.
