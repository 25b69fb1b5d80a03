import Terminal

/// Help and findings.
extension ExplorerState {
    mutating func toggleHelp() {
        if case .help = overlay { overlay = nil } else { overlay = .help(HelpState(focus: overlay == nil ? focus : .overlay)) }
    }

    mutating func toggleFindings() {
        if case .findings = overlay { overlay = nil } else { overlay = .findings(ListWindow()) }
    }

    mutating func setHelpText(_ text: String) {
        guard case .help(var help) = overlay else { return }
        help.text = text
        help.window = ListWindow()
        overlay = .help(help)
    }
}
