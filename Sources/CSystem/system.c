#define _GNU_SOURCE
#include "CSystem.h"

#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

int cs_event_descriptor(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int cs_signal_descriptor(const sigset_t *signals) { return signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC); }

int cs_next_signal(int descriptor) {
    struct signalfd_siginfo info;
    return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

int cs_columns(wchar_t character) { return wcwidth(character); }
