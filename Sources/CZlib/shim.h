#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H
#include <zlib.h>
/* inflateInit2 is a macro. 47 = 15 window bits + 32: gzip or zlib, told by the header. */
static inline int cz_inflate_init(z_streamp stream) { return inflateInit2(stream, 47); }
/* So is deflateInit2. 31 = 15 window bits + 16: gzip; 8 is zlib's usual memory level. */
static inline int cz_deflate_init(z_streamp stream, int level) { return deflateInit2(stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY); }
#endif
