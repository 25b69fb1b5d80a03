#include "CSystem.h"

#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { signal_count = 6, byte_limit = 256 };

static const int deadly[signal_count] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
static struct sigaction previous[signal_count];
static struct termios modes;
static char farewell[byte_limit];
static size_t farewell_count;
static int guarded = -1;
static int is_armed;
// A stack of its own: the fault may be that the main thread's has no room left.
static char spare_stack[64 * 1024];

static void die(int number) {
    if (write(guarded, farewell, farewell_count) < 0) { /* nothing to be done about it */ }
    tcsetattr(guarded, TCSANOW, &modes);
    signal(number, SIG_DFL);
    raise(number);
}

int cs_guard_remember(int terminal) { return tcgetattr(terminal, &modes); }

void cs_guard_arm(int terminal, const char *bytes, size_t count) {
    farewell_count = count < byte_limit ? count : byte_limit;
    memcpy(farewell, bytes, farewell_count);
    guarded = terminal;
    if (is_armed) return;
    is_armed = 1;
    stack_t stack = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_handler = die, .sa_flags = SA_ONSTACK};
    sigfillset(&action.sa_mask);
    for (int i = 0; i < signal_count; i++) sigaction(deadly[i], &action, &previous[i]);
}

void cs_guard_disarm(void) {
    if (!is_armed) return;
    is_armed = 0;
    for (int i = 0; i < signal_count; i++) sigaction(deadly[i], &previous[i], NULL);
}
