import Glibc
import Testing

@testable import Terminal

extension MainThreadTests {
    @Suite struct ScreenTests {
        /// Runs the work with a screen on a pseudo terminal, and closes the screen.
        private func withScreen<Result: Sendable>(
            _ name: String = "xterm-256color", columns: UInt16 = 80, rows: UInt16 = 24, options: ScreenOptions = ScreenOptions(),
            work: @escaping @Sendable @UI (Screen, PseudoTerminal) throws -> Result
        ) async throws -> Result {
            let terminal = PseudoTerminal(columns: columns, rows: rows)
            defer { terminal.close() }
            let outcome = await onItsOwnThread {
                Swift.Result {
                    try UI.run { () async throws -> Result in
                        let isUTF8 = setlocale(LC_CTYPE, "C.UTF-8") != nil
                        let device = try TerminalDevice(name: name, input: dup(terminal.program), output: dup(terminal.program))
                        let screen = Screen(options, device: device, isUTF8: isUTF8)
                        defer { screen.close() }
                        return try work(screen, terminal)
                    }
                }
            }
            return try outcome.get()
        }

        /// A list of forty spans with bars, one of them selected.
        @UI private static func list(on screen: Screen, selecting selected: Int) -> Canvas {
            var canvas = Canvas(size: screen.size, glyphs: screen.glyphs)
            for row in 0..<screen.size.rows {
                canvas.put("GET /api/products/\(row)", at: Point(column: 0, row: row))
                canvas.bar(
                    from: Double(row), to: 2.3 * Double(row), at: Point(column: 40, row: row), width: 100, style: screen.theme.service(row))
                canvas.putRight("\(row * 37).1 ms", endingAt: Point(column: screen.size.columns, row: row), style: screen.theme.value)
            }
            canvas.select(Rect(column: 0, row: selected, columns: screen.size.columns, rows: 1))
            return canvas
        }

        @Test(arguments: ["xterm-256color", "tmux-256color", "screen-256color", "xterm", "linux", "vt220"])
        func `Moving the selection by a row costs no more than a kilobyte and a half`(name: String) async throws {
            let costs = try await withScreen(name, columns: 160, rows: 50) { screen, terminal in
                screen.flush(Self.list(on: screen, selecting: 10))
                let first = terminal.output()
                screen.flush(Self.list(on: screen, selecting: 11))
                let second = terminal.output()
                screen.flush(Self.list(on: screen, selecting: 11))
                return (first.utf8.count, second.utf8.count, terminal.output().utf8.count)
            }
            #expect(costs.0 > 1000)
            #expect((1...1500).contains(costs.1), "\(costs.1)")
            #expect(costs.2 == 0, "\(costs.2)")
        }

        @Test func `Closing puts the terminal back`() async throws {
            let terminal = PseudoTerminal()
            defer { terminal.close() }
            let before = terminal.modes
            let during = await onItsOwnThread {
                UI.run { () async -> [UInt32] in
                    guard
                        let device = try? TerminalDevice(
                            name: "xterm-256color", input: dup(terminal.program), output: dup(terminal.program))
                    else { return [] }
                    let screen = Screen(ScreenOptions(), device: device, isUTF8: true)
                    screen.flush(Canvas(size: screen.size))
                    let during = terminal.modes
                    screen.close()
                    screen.close()
                    screen.flush(Canvas(size: Size(columns: 5, rows: 5)))
                    return during
                }
            }
            let output = terminal.output()
            #expect(during != before)
            #expect(terminal.modes == before)
            for mode in ["\u{1B}[?1049", "\u{1B}[?2004", "\u{1B}[?1000;1002;1006"] {
                #expect(output.contains(mode + "h"))
            }
            for mode in ["\u{1B}[?1049l", "\u{1B}[?2004l", "\u{1B}[?1006;1002;1000l"] {
                #expect(output.contains(mode))
            }
        }

        @Test func `A terminal that can only print lines is refused and left as it was`() async throws {
            let terminal = PseudoTerminal()
            defer { terminal.close() }
            let before = terminal.modes
            let code = await onItsOwnThread {
                UI.run { () async -> TerminalError.Code? in
                    do throws(TerminalError) {
                        try TerminalDevice(name: "dumb", input: dup(terminal.program), output: dup(terminal.program)).close()
                        return nil
                    } catch {
                        return error.code
                    }
                }
            }
            #expect(code == .cannotPlaceCursor)
            #expect(terminal.modes == before)
            #expect(terminal.output() == "")
        }

        @Test func `A terminal that nobody has heard of is taken for an ordinary one`() async throws {
            let depth = try await withScreen("no-such-terminal", options: ScreenOptions(colors: .always)) { screen, _ in screen.theme.depth
            }
            #expect(depth == .full)
        }

        @Test(arguments: [("xterm-256color", ColorDepth.full), ("xterm", .eight), ("vt220", .none)])
        func `Colours are as many as the terminal has`(name: String, depth: ColorDepth) async throws {
            let found = try await withScreen(name, options: ScreenOptions(colors: .always)) { screen, _ in screen.theme.depth }
            #expect(found == depth)
        }

        @Test func `Without colours none is sent`() async throws {
            let output = try await withScreen(options: ScreenOptions(colors: .never)) { screen, terminal in
                var canvas = Canvas(size: screen.size)
                canvas.put("red", at: .zero, style: Style(foreground: .palette(196), attributes: .bold))
                screen.flush(canvas)
                return terminal.output()
            }
            #expect(output.contains("1mred"))
            #expect(!output.contains("[31") && !output.contains("[38") && !output.contains("[39"))
        }

        @Test func `Keys, pastes and the mouse are read`() async throws {
            let events = try await withScreen { screen, terminal in
                terminal.press("jö世\u{1B}OA\u{1B}[5~\u{1B}[1;5C\u{1}\u{1B}[<65;3;4M\u{1B}[200~two\rlines\u{1B}[201~q")
                var events: [InputEvent] = []
                for _ in 0..<20_000 where events.count < 10 {
                    usleep(2000)
                    events += screen.events()
                }
                return events
            }
            let keys = ["j", "ö", "世", "Up", "PageUp", "Ctrl-Right", "Ctrl-A"].compactMap { Key($0) }.map { InputEvent.key($0) }
            let wheel = InputEvent.mouse(MouseEvent(.wheelDown, at: Point(column: 2, row: 3)))
            #expect(events == keys + [wheel, .paste("two\nlines"), .key(.character("q"))])
        }

        @Test func `Another size is taken over, down to one cell, and all is written again`() async throws {
            let sizes = try await withScreen { screen, terminal in
                var sizes: [Size] = []
                for (columns, rows) in [(120, 40), (1, 1), (2, 1), (80, 24)] as [(UInt16, UInt16)] {
                    terminal.resize(columns: columns, rows: rows)
                    screen.resize()
                    screen.flush(Self.list(on: screen, selecting: 0))
                    sizes.append(screen.size)
                }
                _ = terminal.output()
                screen.redraw()
                screen.flush(Self.list(on: screen, selecting: 0))
                #expect(terminal.output().contains("GET /api/products/7"))
                return sizes
            }
            #expect(sizes == [(120, 40), (1, 1), (2, 1), (80, 24)].map { Size(columns: $0.0, rows: $0.1) })
        }

        @Test func `A canvas of another size than the screen does no harm`() async throws {
            let output = try await withScreen { screen, terminal in
                for size in [Size(columns: 200, rows: 100), .zero, Size(columns: 3, rows: 2), Size(columns: 81, rows: 24)] {
                    var canvas = Canvas(size: size)
                    canvas.fill(canvas.bounds, with: "x")
                    canvas.put("世", at: Point(column: 79, row: 0))
                    canvas.showCursor(at: Point(column: 150, row: 50))
                    screen.flush(canvas)
                }
                return terminal.output()
            }
            #expect(output.contains("xxx"))
        }

        @Test func `Text from outside cannot steer the terminal`() async throws {
            let hostile = "\u{1B}]52;c;aGE=\u{07}\u{9B}2J\u{9D}0;title\u{9C}\u{202E}\r\n\u{8}\u{0E}"
            let output = try await withScreen { screen, terminal in
                screen.flush(Canvas(size: screen.size))
                _ = terminal.output()
                var canvas = Canvas(size: screen.size)
                canvas.put(hostile, at: .zero)
                canvas.put("end", at: Point(column: 0, row: 1))
                screen.flush(canvas)
                return terminal.output()
            }
            #expect(output.contains("␛]52;c;aGE=␇"))
            for dangerous in ["\u{1B}]52", "\u{07}", "\u{9B}", "\u{9D}", "\u{9C}", "\u{202E}", "\u{8}", "\u{0E}"] {
                #expect(!output.unicodeScalars.contains(dangerous.unicodeScalars), "\(dangerous.unicodeScalars.map(\.value))")
            }
        }

        @Test func `Copied text goes to the terminal, and too long text is refused`() async throws {
            let (output, copied, refused) = try await withScreen { screen, terminal in
                _ = terminal.output()
                let copied = screen.copy("foobar")
                let refused = screen.copy(String(repeating: "a", count: 100_000))
                return (terminal.output(), copied, refused)
            }
            #expect(copied && !refused)
            #expect(output.contains("\u{1B}]52;c;Zm9vYmFy\u{07}"))
        }

        @Test func `The cursor is shown only where text is typed`() async throws {
            let (shown, hidden) = try await withScreen { screen, terminal in
                var canvas = Canvas(size: screen.size)
                screen.flush(canvas)
                _ = terminal.output()
                canvas.showCursor(at: Point(column: 4, row: 2))
                screen.flush(canvas)
                let shown = terminal.output()
                screen.flush(Canvas(size: screen.size))
                return (shown, terminal.output())
            }
            #expect(shown.contains("\u{1B}[3;5H") && shown.contains("\u{1B}[?25h"))
            #expect(hidden.contains("\u{1B}[?25l"))
        }

        @Test func `There is one screen at a time`() async throws {
            let code = try await withScreen { _, _ -> TerminalError.Code? in
                do throws(TerminalError) {
                    _ = try Screen()
                    return nil
                } catch {
                    return error.code
                }
            }
            #expect(code == .alreadyOpen)
        }
    }
}
