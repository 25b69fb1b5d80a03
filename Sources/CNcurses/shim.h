#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

// Before the include: the interface for wide characters, and functions instead of macros, which Swift would not see.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#define NCURSES_NOMACROS 1
#include <curses.h>

// Swift 6 refuses mutable globals; functions that return them are fine.
static inline WINDOW *nc_standard_window(void) { return stdscr; }
static inline WINDOW *nc_physical_window(void) { return curscr; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }

// Attributes are casts in macros, which are not imported.
static const attr_t NC_BOLD = WA_BOLD;
static const attr_t NC_DIM = WA_DIM;
static const attr_t NC_UNDERLINE = WA_UNDERLINE;
static const attr_t NC_REVERSE = WA_REVERSE;
static const attr_t NC_ITALIC = WA_ITALIC;

// One cell: a character with two marks, noughts where there are none. The attributes have room for 255 colour pairs; ext_color has for all.
static inline cchar_t nc_cell(wchar_t character, wchar_t first_mark, wchar_t second_mark, attr_t attributes, int pair) {
    cchar_t cell = {0};
    cell.attr = (attributes & ~A_COLOR) | COLOR_PAIR(pair > 255 ? 255 : pair);
    cell.chars[0] = character;
    cell.chars[1] = first_mark;
    cell.chars[2] = first_mark ? second_mark : 0;
    cell.ext_color = pair;
    return cell;
}

#endif
