import CNcurses

extension Screen {
    /// What the user has done since the last time; does not wait.
    public func events() -> [InputEvent] {
        var units: [InputDecoder.Unit] = []
        var character: wint_t = 0
        while units.count < 65_536 {
            switch wget_wch(nc_standard_window(), &character) {
            case OK: units.append(.character(character))
            case KEY_CODE_YES: units.append(unit(for: Int32(bitPattern: character)))
            default: return decoder.decode(units)
            }
        }
        return decoder.decode(units)
    }

    /// Codes above ncurses' own are given to a terminal's additional keys as they come; only their names last.
    private func unit(for code: Int32) -> InputDecoder.Unit {
        guard code > KEY_MAX, code < NcursesKeys.mouse, let name = keyname(code) else { return .code(code) }
        return .named(String(cString: name))
    }
}
