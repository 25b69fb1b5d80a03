#define _GNU_SOURCE
#include "CSystem.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

enum { signal_count = 6, byte_limit = 256, message_limit = 64 * 1024 };

static const int deadly[signal_count] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
static struct sigaction previous[signal_count];
static struct termios modes;
static char farewell[byte_limit];
static size_t farewell_count;
static int guarded = -1;
static volatile sig_atomic_t is_armed;
// A stack of its own: the fault may be that the main thread's has no room left.
static char spare_stack[64 * 1024];

// Standard error, while messages to it are held back, and where they are held.
static int true_errors = -1;
static int held_errors = -1;

static void hold_messages(void) {
    if (!isatty(STDERR_FILENO)) return;
    held_errors = memfd_create("messages", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (held_errors < 0) return;
    // What would not fit is not written: nothing here may grow without a bound.
    if (ftruncate(held_errors, message_limit) == 0) fcntl(held_errors, F_ADD_SEALS, F_SEAL_GROW);
    true_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (true_errors >= 0) dup2(held_errors, STDERR_FILENO);
}

static void release_messages(void) {
    if (true_errors < 0) return;
    dup2(true_errors, STDERR_FILENO);
    close(true_errors);
    true_errors = -1;
    // Both descriptors share one offset: the end of what has been written.
    off_t end = lseek(held_errors, 0, SEEK_CUR);
    char part[1024];
    for (off_t start = 0; start < end;) {
        size_t wanted = end - start < (off_t)sizeof part ? (size_t)(end - start) : sizeof part;
        ssize_t count = pread(held_errors, part, wanted, start);
        if (count <= 0 || write(STDERR_FILENO, part, (size_t)count) < 0) break;
        start += count;
    }
    close(held_errors);
}

// Only async-signal-safe calls.
static void put_back(void) {
    if (!is_armed) return;
    is_armed = 0;
    if (write(guarded, farewell, farewell_count) < 0) { /* nothing to be done about it */ }
    tcsetattr(guarded, TCSANOW, &modes);
    release_messages();
}

static void die(int number) {
    put_back();
    signal(number, SIG_DFL);
    raise(number);
}

int cs_guard_remember(int terminal) { return tcgetattr(terminal, &modes); }

void cs_guard_arm(int terminal, const char *bytes, size_t count) {
    static int is_registered;
    farewell_count = count < byte_limit ? count : byte_limit;
    memcpy(farewell, bytes, farewell_count);
    guarded = terminal;
    is_armed = 1;
    hold_messages();
    stack_t stack = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_handler = die, .sa_flags = SA_ONSTACK};
    sigfillset(&action.sa_mask);
    for (int i = 0; i < signal_count; i++) sigaction(deadly[i], &action, &previous[i]);
    if (!is_registered) is_registered = atexit(put_back) == 0;
}

void cs_guard_disarm(void) {
    if (!is_armed) return;
    is_armed = 0;
    for (int i = 0; i < signal_count; i++) sigaction(deadly[i], &previous[i], NULL);
    release_messages();
}
