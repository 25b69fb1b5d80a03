#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <signal.h>
#include <stddef.h>
#include <wchar.h>

// What Swift's Glibc module lacks.

/// A counter that poll(2) can wait for; does not block, is not inherited.
int cs_event_descriptor(void);

/// A descriptor from which the given signals, which must be blocked, can be read; does not block, is not inherited.
int cs_signal_descriptor(const sigset_t *signals);

/// Reads one signal from such a descriptor; 0 if there is none.
int cs_next_signal(int descriptor);

/// How many columns the C library, and with it ncurses, gives a character; -1 if it knows none for it.
int cs_columns(wchar_t character);

// The guard: puts the terminal back when the process dies of a trap or a fault, or calls exit without having closed the screen. Meanwhile
// messages to standard error, if that is a terminal, are held back, as they would be drawn over the screen: they are shown at the end.

/// Remembers the terminal's modes as they are now. Returns 0, or -1 if the descriptor is no terminal.
int cs_guard_remember(int terminal);

/// From now on the end of the process writes these bytes to the terminal, at most 256 of them, and restores the remembered modes. Once at a time.
void cs_guard_arm(int terminal, const char *bytes, size_t count);

/// From now on an end is an ordinary one; shows the messages that were held back.
void cs_guard_disarm(void);

#endif
