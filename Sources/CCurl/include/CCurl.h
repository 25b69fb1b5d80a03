#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>

// The few functions of libcurl that are needed, from the library found when first asked for: the program starts without it, and is
// built without its headers. All names and numbers below belong to libcurl's stable binary interface, version 7.66 or later.

/// One transfer.
typedef void CCurlEasy;
/// Transfers that share connections.
typedef void CCurlMulti;
/// A list of header lines.
typedef void CCurlList;
/// Takes a piece of a header or a body; returns how much of it was wanted, less than `size * count` to end the transfer.
typedef size_t (*CCurlSink)(char *bytes, size_t size, size_t count, void *context);

/// Opens the library, once; 0 if there is none, or one that is too old. Threads may ask at the same time.
int cc_is_available(void);
/// The library's name and version; empty if there is none.
const char *cc_version(void);

// Everything below may be called only if the library is available.

CCurlEasy *cc_easy_new(void);
void cc_easy_free(CCurlEasy *easy);
/// The setters return 0, or libcurl's number of an error.
int cc_set_number(CCurlEasy *easy, long option, long value);
int cc_set_text(CCurlEasy *easy, long option, const char *value);
int cc_set_pointer(CCurlEasy *easy, long option, void *value);
int cc_set_sink(CCurlEasy *easy, long option, CCurlSink sink);
/// What is known of a transfer; 0 if it is not known.
long cc_number(CCurlEasy *easy, long info);

CCurlMulti *cc_multi_new(void);
void cc_multi_free(CCurlMulti *multi);
int cc_multi_add(CCurlMulti *multi, CCurlEasy *easy);
int cc_multi_remove(CCurlMulti *multi, CCurlEasy *easy);
/// Moves transfers on as far as goes without waiting.
int cc_multi_perform(CCurlMulti *multi);
/// Waits until a transfer can go on, a descriptor (unless negative) is readable, or so many milliseconds have passed.
int cc_multi_wait(CCurlMulti *multi, int descriptor, int milliseconds);
/// Whether a transfer has ended since it was last asked, and with which of libcurl's numbers.
int cc_multi_ended(CCurlMulti *multi, CCurlEasy *easy, long *result);

/// Adds a copy of a line to a list, which may be NULL; NULL when there is no memory.
CCurlList *cc_list_add(CCurlList *list, const char *line);
void cc_list_free(CCurlList *list);

/// Bytes of the buffer that the library writes the cause of an error to.
enum { CC_ERROR_SIZE = 256 };

enum {
    CC_OPT_CONTEXT = 10001,
    CC_OPT_URL = 10002,
    CC_OPT_PROXY = 10004,
    CC_OPT_ERROR_BUFFER = 10010,
    CC_OPT_USER_AGENT = 10018,
    CC_OPT_HEADERS = 10023,
    CC_OPT_CLIENT_CERT = 10025,
    CC_OPT_HEADER_CONTEXT = 10029,
    CC_OPT_CA_FILE = 10065,
    CC_OPT_CLIENT_KEY = 10087,
    CC_OPT_USER_NAME = 10173,
    CC_OPT_PASSWORD = 10174,
    CC_OPT_SINK = 20011,
    CC_OPT_HEADER_SINK = 20079,
    CC_OPT_VERIFY_PEER = 64,
    CC_OPT_VERIFY_HOST = 81,
    CC_OPT_HTTP_VERSION = 84,
    CC_OPT_BUFFER_SIZE = 98,
    CC_OPT_NO_SIGNAL = 99,
    CC_OPT_CONNECT_TIMEOUT_MS = 156,
    CC_OPT_PROTOCOLS = 181,
    CC_OPT_KEEP_ALIVE = 213,
    CC_OPT_PATH_AS_IS = 234,
    CC_OPT_QUICK_EXIT = 322,
};

enum { CC_PROTOCOL_HTTP = 1, CC_PROTOCOL_HTTPS = 2, CC_HTTP_2_OVER_TLS = 4 };

/// Numbers; the last is microseconds until the connection was ready for the request, 0 before.
enum { CC_INFO_VERIFY_RESULT = 0x200000 + 13, CC_INFO_SYSTEM_ERROR = 0x200000 + 25, CC_INFO_READY_MICROSECONDS = 0x600000 + 53 };

enum {
    CC_OK = 0,
    CC_NOT_SUPPORTED = 1,
    CC_BAD_URL = 3,
    CC_NO_PROXY_NAME = 5,
    CC_NO_HOST_NAME = 6,
    CC_NO_CONNECTION = 7,
    CC_NO_HTTP = 8,
    CC_HTTP_2_BROKEN = 16,
    CC_CUT_SHORT = 18,
    CC_NO_MEMORY = 27,
    CC_TIMED_OUT = 28,
    CC_TLS_HANDSHAKE = 35,
    CC_NOTHING_CAME = 52,
    CC_NOT_SENT = 55,
    CC_NOT_RECEIVED = 56,
    CC_TLS_CLIENT_CERT = 58,
    CC_TLS_CIPHER = 59,
    CC_TLS_NOT_TRUSTED = 60,
    CC_TLS_CA_FILE = 77,
    CC_TLS_ISSUER = 83,
    CC_HTTP_2_STREAM = 92,
    CC_TLS_CLIENT_CERT_WANTED = 98,
};

#endif
