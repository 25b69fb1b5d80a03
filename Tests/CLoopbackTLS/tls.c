#include "CLoopbackTLS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

// Numbers of OpenSSL's binary interface.
enum { PEM = 1, VERIFY_PEER_OR_FAIL = 3, ERROR_WANTS_READ = 2, ERROR_WANTS_WRITE = 3, ERROR_END = 6, ALPN_OK = 0, ALPN_NONE = 3 };

typedef int (*choice)(void *ssl, const unsigned char **out, unsigned char *length, const unsigned char *in, unsigned in_length, void *wanted);

static struct {
    const void *(*TLS_server_method)(void);
    void *(*SSL_CTX_new)(const void *);
    void (*SSL_CTX_free)(void *);
    int (*SSL_CTX_use_certificate_chain_file)(void *, const char *);
    int (*SSL_CTX_use_PrivateKey_file)(void *, const char *, int);
    int (*SSL_CTX_load_verify_locations)(void *, const char *, const char *);
    void (*SSL_CTX_set_verify)(void *, int, void *);
    void (*SSL_CTX_set_alpn_select_cb)(void *, choice, void *);
    void *(*SSL_new)(void *);
    void (*SSL_free)(void *);
    int (*SSL_set_fd)(void *, int);
    void (*SSL_set_accept_state)(void *);
    int (*SSL_read)(void *, void *, int);
    int (*SSL_write)(void *, const void *, int);
    int (*SSL_has_pending)(const void *);
    int (*SSL_get_error)(const void *, int);
    int (*SSL_shutdown)(void *);
    void (*SSL_get0_alpn_selected)(const void *, const unsigned char **, unsigned *);
} ssl;

static int is_available;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define FIND(name) ((*(void **)&ssl.name = dlsym(library, #name)) != NULL)

static void open_library(void) {
    void *library = dlopen("libssl.so.3", RTLD_NOW | RTLD_LOCAL);
    is_available = library && FIND(TLS_server_method) && FIND(SSL_CTX_new) && FIND(SSL_CTX_free) && FIND(SSL_CTX_use_certificate_chain_file)
        && FIND(SSL_CTX_use_PrivateKey_file) && FIND(SSL_CTX_load_verify_locations) && FIND(SSL_CTX_set_verify)
        && FIND(SSL_CTX_set_alpn_select_cb) && FIND(SSL_new) && FIND(SSL_free) && FIND(SSL_set_fd) && FIND(SSL_set_accept_state)
        && FIND(SSL_read) && FIND(SSL_write) && FIND(SSL_has_pending) && FIND(SSL_get_error) && FIND(SSL_shutdown)
        && FIND(SSL_get0_alpn_selected);
}

/// Agrees to the one protocol that is wanted, or to none.
static int choose(void *session, const unsigned char **out, unsigned char *length, const unsigned char *in, unsigned in_length, void *wanted) {
    (void)session;
    size_t count = strlen(wanted);
    for (unsigned i = 0; i < in_length; i += in[i] + 1u) {
        if (in[i] != count || i + 1 + count > in_length || memcmp(in + i + 1, wanted, count) != 0) continue;
        *out = in + i + 1;
        *length = (unsigned char)count;
        return ALPN_OK;
    }
    return ALPN_NONE;
}

/// A context and the text that its callback needs.
struct context { void *ssl; char protocol[16]; };

CLTContext *clt_context_new(const char *certificate, const char *key, const char *client_authority, const char *protocol) {
    pthread_once(&once, open_library);
    struct context *context = is_available ? calloc(1, sizeof *context) : NULL;
    if (!context) return NULL;
    context->ssl = ssl.SSL_CTX_new(ssl.TLS_server_method());
    if (!context->ssl || ssl.SSL_CTX_use_certificate_chain_file(context->ssl, certificate) != 1
        || ssl.SSL_CTX_use_PrivateKey_file(context->ssl, key, PEM) != 1
        || (client_authority && ssl.SSL_CTX_load_verify_locations(context->ssl, client_authority, NULL) != 1)) {
        clt_context_free(context);
        return NULL;
    }
    if (client_authority) ssl.SSL_CTX_set_verify(context->ssl, VERIFY_PEER_OR_FAIL, NULL);
    if (protocol) {
        strncpy(context->protocol, protocol, sizeof context->protocol - 1);
        ssl.SSL_CTX_set_alpn_select_cb(context->ssl, choose, context->protocol);
    }
    return context;
}

void clt_context_free(CLTContext *context) {
    if (((struct context *)context)->ssl) ssl.SSL_CTX_free(((struct context *)context)->ssl);
    free(context);
}

CLTSession *clt_session_new(CLTContext *context, int descriptor) {
    void *session = ssl.SSL_new(((struct context *)context)->ssl);
    if (!session) return NULL;
    ssl.SSL_set_fd(session, descriptor);
    ssl.SSL_set_accept_state(session);
    return session;
}

void clt_session_free(CLTSession *session) { ssl.SSL_free(session); }

/// OpenSSL writes to a socket whose other end may be gone: without a signal for that, as it would end the process.
static void hold_back_pipe_signal(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static int outcome(CLTSession *session, int result) {
    if (result > 0) return result;
    switch (ssl.SSL_get_error(session, result)) {
    case ERROR_WANTS_READ: return CLT_WANTS_READ;
    case ERROR_WANTS_WRITE: return CLT_WANTS_WRITE;
    case ERROR_END: return CLT_END;
    default: return CLT_FAILED;
    }
}

int clt_read(CLTSession *session, void *bytes, size_t count) {
    hold_back_pipe_signal();
    return outcome(session, ssl.SSL_read(session, bytes, (int)count));
}

int clt_write(CLTSession *session, const void *bytes, size_t count) {
    hold_back_pipe_signal();
    // No record larger than OpenSSL's own: a large write that has to wait must be repeated with the same bytes.
    return outcome(session, ssl.SSL_write(session, bytes, (int)(count < 16384 ? count : 16384)));
}

int clt_has_pending(CLTSession *session) { return ssl.SSL_has_pending(session); }

void clt_end(CLTSession *session) {
    hold_back_pipe_signal();
    ssl.SSL_shutdown(session);
}

const char *clt_protocol(CLTSession *session, size_t *count) {
    const unsigned char *bytes = NULL;
    unsigned length = 0;
    ssl.SSL_get0_alpn_selected(session, &bytes, &length);
    *count = length;
    return (const char *)bytes;
}
