#ifndef CLOOPBACKTLS_H
#define CLOOPBACKTLS_H

#include <stddef.h>

// The server's side of TLS for tests, by the system's OpenSSL 3, which is opened when first asked for: whoever has libcurl has it, and
// no header of it is needed.

/// A certificate with its key, and what is demanded of clients.
typedef void CLTContext;
/// One connection.
typedef void CLTSession;

/// What a call can come to instead of a count of bytes.
enum { CLT_END = 0, CLT_WANTS_READ = -1, CLT_WANTS_WRITE = -2, CLT_FAILED = -3 };

/// NULL without the library or when a file cannot be used; `client_authority` may be NULL, and so may `protocol`, the one of ALPN that is
/// agreed to if a client offers it.
CLTContext *clt_context_new(const char *certificate, const char *key, const char *client_authority, const char *protocol);
void clt_context_free(CLTContext *context);

/// A session over a connected socket, which is not taken over; its first read or write shakes hands.
CLTSession *clt_session_new(CLTContext *context, int descriptor);
void clt_session_free(CLTSession *session);
int clt_read(CLTSession *session, void *bytes, size_t count);
int clt_write(CLTSession *session, const void *bytes, size_t count);
/// Whether there is something to read without asking the socket.
int clt_has_pending(CLTSession *session);
/// Says that nothing more will be sent.
void clt_end(CLTSession *session);
/// The protocol that was agreed on; empty if none was.
const char *clt_protocol(CLTSession *session, size_t *count);

#endif
