import CNcurses

/// A terminal taken over for a full screen.
///
/// There is at most one at a time.
///
/// A class because it stands for something outside of the program that has to be given back: call ``close()`` before the program ends. If
/// the program crashes, the terminal is put back all the same. Nothing here ever ends the program.
@UI public final class Screen {
    /// How many cells there are.
    public private(set) var size: Size
    /// The shapes that can be shown: by the locale, and by the user's wish.
    public let glyphs: GlyphSet
    /// The styles for as many colours as there are.
    public let theme: Theme

    let device: TerminalDevice
    private var isOpen = true
    private let hasMouse: Bool
    var colors: ColorPairs
    var decoder = InputDecoder()
    /// What ncurses has been given last; nil if all has to be given again.
    var shown: Canvas?
    var isCursorShown = false

    private static var isTaken = false

    /// Takes over the terminal in which the program was started.
    /// - Throws: ``TerminalError`` if there is none, or none that can show a screen; nothing is changed then.
    public convenience init(_ options: ScreenOptions = ScreenOptions()) throws(TerminalError) {
        guard !Self.isTaken else { throw TerminalError(code: .alreadyOpen, terminal: "") }
        let isUTF8 = CharacterLocale.adopt()
        self.init(options, device: try .standard(), isUTF8: isUTF8)
    }

    /// Takes over any terminal.
    init(_ options: ScreenOptions, device: TerminalDevice, isUTF8: Bool) {
        self.device = device
        Self.isTaken = true
        glyphs = isUTF8 && !options.isASCII ? .unicode : .ascii
        colors = ColorPairs(options: options, noColor: CharacterLocale.environment("NO_COLOR"))
        theme = Theme(depth: colors.colorDepth)
        hasMouse = options.hasMouse
        size = device.windowSize ?? Self.ncursesSize
        configure()
        resize()
    }

    /// The descriptor to wait for keys on.
    public var inputDescriptor: Int32 { device.input }

    /// Puts the terminal back as it was.
    ///
    /// Doing so twice does no harm.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        Self.isTaken = false
        device.write(TerminalModes.off)
        device.close()
    }

    /// Takes over the size of the window, after it has changed.
    public func resize() {
        guard isOpen else { return }
        if let window = device.windowSize { resizeterm(Int32(window.rows), Int32(window.columns)) }
        size = Self.ncursesSize
        redraw()
    }

    /// Makes the next ``flush(_:)`` write everything, whatever the terminal shows now.
    public func redraw() {
        guard isOpen else { return }
        shown = nil
        werase(nc_standard_window())
        clearok(nc_physical_window(), true)
    }

    /// Gives the terminal to the shell until the user wants the program back; everything has to be drawn then.
    public func suspend() {
        guard isOpen else { return }
        device.write(TerminalModes.off)
        endwin()
        JobControl.stop()
        resume()
    }

    /// Takes over the terminal again, after the program was stopped by somebody else.
    public func resume() {
        guard isOpen else { return }
        reset_prog_mode()
        device.write(TerminalModes.on(mouse: hasMouse))
        isCursorShown = true  // Unknown, in truth: so that it is hidden again.
        resize()
    }

    /// Copies text to the clipboard of the user's terminal, over any number of connections.
    /// - Returns: false if the text is longer than terminals accept (74,994 bytes). Whether the terminal obeys cannot be known.
    public func copy(_ text: String) -> Bool {
        let multiplexer = Clipboard.Multiplexer(tmux: CharacterLocale.environment("TMUX"), terminal: device.name)
        guard isOpen, let sequence = Clipboard.sequence(copying: text, through: multiplexer) else { return false }
        device.write(sequence)
        return true
    }

    private func configure() {
        let window = nc_standard_window()
        raw()
        noecho()
        nonl()
        set_escdelay(25)
        keypad(window, true)
        nodelay(window, true)
        idlok(window, true)
        leaveok(window, true)
        // Otherwise a key that comes meanwhile leaves the screen half drawn.
        typeahead(-1)
        curs_set(0)
        define_key("\u{1B}[<", NcursesKeys.mouse)
        define_key("\u{1B}[200~", NcursesKeys.pasteStart)
        define_key("\u{1B}[201~", NcursesKeys.pasteEnd)
        device.write(TerminalModes.on(mouse: hasMouse))
    }

    private static var ncursesSize: Size {
        let window = nc_standard_window()
        return Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
    }
}
