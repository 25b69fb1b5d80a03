import Terminal

/// Where everything is on a screen of a certain size.
///
/// Arithmetic only.
struct Layout: Equatable {
    /// The least size at which the screens are drawn.
    static let minimum = Size(columns: 40, rows: 10)

    var header = Rect.zero
    var progress = Rect.zero
    /// Panes; empty where they are not shown.
    ///
    /// Their first row is the title.
    var services = Rect.zero
    var filter = Rect.zero
    var traces = Rect.zero
    var legend = Rect.zero
    /// The axis is the first row of the waterfall.
    var waterfall = Rect.zero
    var inspector = Rect.zero
    var overlay = Rect.zero
    var message = Rect.zero
    var footer = Rect.zero

    /// What the layout depends on.
    struct Wishes: Equatable {
        var isServicesFocused = false
        var isMaximized = false
        var serviceCount = 0
        var showsProgress = false
        var isInspectorOpen = false
        var isInspectorFocused = false
    }

    /// The search screen: services above traces, beside them on a wide screen, alone on a low one.
    static func search(_ size: Size, _ wishes: Wishes) -> Layout {
        var (layout, body) = frame(size, headerRows: 1)
        if wishes.showsProgress { layout.progress = body.takeTop(1) }
        let isAlone = wishes.isMaximized || body.size.rows < 13
        let showsServices = !isAlone || wishes.isServicesFocused, showsTraces = !isAlone || !wishes.isServicesFocused
        if showsServices, showsTraces {
            if size.columns >= 150 {
                layout.services = body.takeLeft(min(74, size.columns * 2 / 5))
                _ = body.takeLeft(2)
            } else {
                layout.services = body.takeTop(min(wishes.serviceCount + 1, max(4, body.size.rows * 2 / 5)))
                if body.size.rows > 20 { _ = body.takeTop(1) }
            }
        } else if showsServices {
            layout.services = body
            return layout
        }
        layout.filter = body.takeTop(1)
        layout.traces = body
        return layout
    }

    /// The trace screen: the inspector is beside the waterfall on a wide screen, below it on a high one, else in its place.
    static func trace(_ size: Size, _ wishes: Wishes) -> Layout {
        var (layout, body) = frame(size, headerRows: size.rows < 16 ? 1 : 2)
        let isAlone = wishes.isMaximized || body.size.rows < 15 && size.columns < 140
        if wishes.isInspectorOpen, isAlone, wishes.isInspectorFocused {
            layout.inspector = body
            return layout
        }
        if size.rows >= 20 { layout.legend = body.takeTop(1) }
        if wishes.isInspectorOpen, !isAlone {
            if size.columns >= 140 {
                layout.inspector = body.takeRight(min(90, size.columns * 2 / 5))
                _ = body.takeRight(1)
            } else {
                layout.inspector = body.takeBottom(body.size.rows * (wishes.isInspectorFocused ? 11 : 9) / 20)
            }
        }
        layout.waterfall = body
        return layout
    }

    private static func frame(_ size: Size, headerRows: Int) -> (Layout, Rect) {
        var layout = Layout()
        var body = Rect(origin: .zero, size: size)
        layout.footer = body.takeBottom(1)
        layout.message = body.takeBottom(1)
        layout.overlay = body
        layout.header = body.takeTop(headerRows)
        return (layout, body)
    }

    /// Rows of a pane below its title.
    static func list(_ pane: Rect) -> Rect {
        var rest = pane
        _ = rest.takeTop(1)
        return rest
    }

    /// The pane at a point of the screen, and the row of its list.
    func focus(at point: Point) -> (focus: Focus, row: Int)? {
        let panes: [(Focus, Rect)] = [(.services, services), (.traces, traces), (.waterfall, waterfall), (.inspector, inspector)]
        for (focus, rect) in panes {
            let list = Self.list(rect)
            if list.contains(point) { return (focus, point.row - list.rows.lowerBound) }
        }
        return nil
    }
}
