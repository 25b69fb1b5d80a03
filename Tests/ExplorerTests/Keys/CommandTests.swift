import Terminal
import Testing

@testable import Explorer

/// Every command, everywhere: nothing is unhandled, nothing traps.
@Suite struct CommandTests {
    @Test("A command does something, or says why not", arguments: Command.allCases)
    func nothingIsSilent(command: Command) {
        for walk in ["", "Tab", "Enter", "Enter ] Enter", "?", "!", "s"] {
            var driver = Driver(Drawings.shop)
            driver.press(walk)
            let before = driver.state
            let text = driver.text
            driver.send(.command(command))
            let isAtRest = [.up, .first, .pageUp, .halfPageUp].contains(command)
            let isHelpAtEnd = before.focus == .overlay && driver.state.focus == .overlay
            let didSomething = driver.state != before || !driver.asked.isEmpty || !driver.copied.isEmpty || driver.text != text
            #expect(didSomething || isAtRest || isHelpAtEnd, "\(command) does nothing after \(walk)")
        }
    }

    @Test("A command before anything is loaded is refused in words, or harmless", arguments: Command.allCases)
    func nothingLoaded(command: Command) {
        var driver = Driver()
        driver.send(.command(command))
        #expect(driver.rows.count == 24)
        driver.send(.command(command))
        #expect(driver.state.screen == .search)
    }

    @Test("A refusal is a sentence in the message line", arguments: Command.allCases)
    func refusals(command: Command) {
        for walk in ["", "Enter"] {
            var driver = Driver(Drawings.shop)
            driver.press(walk)
            guard let reason = driver.state.reasonUnavailable(command) else { continue }
            driver.send(.command(command))
            #expect(driver.messageLine.contains(reason))
            #expect(reason.first?.isUppercase == true && reason.last != ".")
        }
    }
}
