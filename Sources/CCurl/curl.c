#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>

// The library's own types, as its binary interface has them.
struct wait_descriptor { int fd; short events, revents; };
struct message { int kind; CCurlEasy *easy; union { void *other; int result; } data; };
enum { TRANSFER_ENDED = 1, GLOBAL_ALL = 3 };

static struct {
    int (*global_init)(long);
    char *(*version)(void);
    CCurlEasy *(*easy_init)(void);
    void (*easy_cleanup)(CCurlEasy *);
    int (*easy_setopt)(CCurlEasy *, int, ...);
    int (*easy_getinfo)(CCurlEasy *, int, ...);
    CCurlMulti *(*multi_init)(void);
    int (*multi_cleanup)(CCurlMulti *);
    int (*multi_add_handle)(CCurlMulti *, CCurlEasy *);
    int (*multi_remove_handle)(CCurlMulti *, CCurlEasy *);
    int (*multi_perform)(CCurlMulti *, int *);
    int (*multi_poll)(CCurlMulti *, struct wait_descriptor *, unsigned, int, int *);
    struct message *(*multi_info_read)(CCurlMulti *, int *);
    CCurlList *(*slist_append)(CCurlList *, const char *);
    void (*slist_free_all)(CCurlList *);
} curl;

static int is_available;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define FIND(name) ((*(void **)&curl.name = dlsym(library, "curl_" #name)) != NULL)

static int find_all(void *library) {
    return FIND(global_init) && FIND(version) && FIND(easy_init) && FIND(easy_cleanup) && FIND(easy_setopt) && FIND(easy_getinfo)
        && FIND(multi_init) && FIND(multi_cleanup) && FIND(multi_add_handle) && FIND(multi_remove_handle) && FIND(multi_perform)
        && FIND(multi_poll) && FIND(multi_info_read) && FIND(slist_append) && FIND(slist_free_all);
}

static void open_library(void) {
    static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (!library) continue;
        if (find_all(library) && curl.global_init(GLOBAL_ALL) == 0) {
            is_available = 1;
            return;
        }
        dlclose(library);
    }
}

int cc_is_available(void) {
    pthread_once(&once, open_library);
    return is_available;
}

const char *cc_version(void) { return cc_is_available() ? curl.version() : ""; }

CCurlEasy *cc_easy_new(void) { return curl.easy_init(); }
void cc_easy_free(CCurlEasy *easy) { curl.easy_cleanup(easy); }
int cc_set_number(CCurlEasy *easy, long option, long value) { return curl.easy_setopt(easy, (int)option, value); }
int cc_set_text(CCurlEasy *easy, long option, const char *value) { return curl.easy_setopt(easy, (int)option, value); }
int cc_set_pointer(CCurlEasy *easy, long option, void *value) { return curl.easy_setopt(easy, (int)option, value); }
int cc_set_sink(CCurlEasy *easy, long option, CCurlSink sink) { return curl.easy_setopt(easy, (int)option, sink); }

long cc_number(CCurlEasy *easy, long info) {
    long value = 0;
    return curl.easy_getinfo(easy, (int)info, &value) == 0 ? value : 0;
}

CCurlMulti *cc_multi_new(void) { return curl.multi_init(); }
void cc_multi_free(CCurlMulti *multi) { curl.multi_cleanup(multi); }
int cc_multi_add(CCurlMulti *multi, CCurlEasy *easy) { return curl.multi_add_handle(multi, easy); }
int cc_multi_remove(CCurlMulti *multi, CCurlEasy *easy) { return curl.multi_remove_handle(multi, easy); }

int cc_multi_perform(CCurlMulti *multi) {
    int running;
    return curl.multi_perform(multi, &running);
}

int cc_multi_wait(CCurlMulti *multi, int descriptor, int milliseconds) {
    struct wait_descriptor extra = {descriptor, 1 /* readable, in libcurl's numbers */, 0};
    return curl.multi_poll(multi, &extra, descriptor >= 0, milliseconds, NULL);
}

int cc_multi_ended(CCurlMulti *multi, CCurlEasy *easy, long *result) {
    struct message *message;
    int left, has_ended = 0;
    while ((message = curl.multi_info_read(multi, &left))) {
        if (message->kind != TRANSFER_ENDED || message->easy != easy) continue;
        *result = message->data.result;
        has_ended = 1;
    }
    return has_ended;
}

CCurlList *cc_list_add(CCurlList *list, const char *line) { return curl.slist_append(list, line); }
void cc_list_free(CCurlList *list) { curl.slist_free_all(list); }
