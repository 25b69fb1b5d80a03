#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H
#include <zlib.h>
/* inflateInit2 is a macro. 47 = 15 window bits + 32: gzip or zlib, told by the header. */
static inline int cz_inflate_init(z_streamp stream) { return inflateInit2(stream, 47); }
#endif
