/// What can be wrong, slow or unusual about a reply; each answers a changed copy, so that they add up.
extension LoopbackReply {
    /// Lets the client wait for the first byte.
    public func delayed(by time: Duration) -> LoopbackReply {
        with { $0.pace.beforeFirstByte = time }
    }

    /// Sends the body so many bytes at a time.
    public func dripping(_ bytes: Int, every interval: Duration) -> LoopbackReply {
        with { ($0.pace.stride, $0.pace.interval) = (max(1, bytes), interval) }
    }

    /// Closes the connection in the middle.
    public func closing(_ moment: Moment) -> LoopbackReply {
        with { $0.ending = .closes(moment) }
    }

    /// Resets the connection in the middle.
    public func resetting(_ moment: Moment) -> LoopbackReply {
        with { $0.ending = .resets(moment) }
    }

    /// Falls silent in the middle, without closing.
    public func stalling(_ moment: Moment) -> LoopbackReply {
        with { $0.ending = .stalls(moment) }
    }

    /// Sends the body over and over until the client has enough.
    public func endless() -> LoopbackReply {
        with {
            $0.ending = .never
            if case .length = $0.framing { $0.framing = .chunks(sizes: []) }
        }
    }

    /// Claims a body so many bytes longer than it is, or shorter if negative.
    public func misstatingLength(by difference: Int) -> LoopbackReply {
        with { $0.framing = .length(claimed: max(0, $0.body.count + difference)) }
    }

    /// Sends the body in chunks of these sizes, one after the other and from the first again.
    public func chunked(_ sizes: Int...) -> LoopbackReply {
        with { $0.framing = .chunks(sizes: sizes) }
    }

    /// Marks the body's end by the connection's alone, as HTTP/1.0 does.
    public func endingWithConnection() -> LoopbackReply {
        with { $0.framing = .untilClose }
    }

    /// Closes the connection after the reply, and says so.
    public func withoutKeepAlive() -> LoopbackReply {
        with { $0.keepsAlive = false }
    }

    /// Compresses the body and says so; if asked, keeps only the first bytes of that, with a length to match.
    public func gzipped(keeping count: Int? = nil) -> LoopbackReply {
        with {
            let compressed = GzipBytes.compressed($0.body)
            $0.body = Array(compressed.prefix(count ?? compressed.count))
            $0.headers["Content-Encoding"] = "gzip"
        }
    }

    /// Adds a header field, or replaces it.
    public func header(_ name: String, _ value: String) -> LoopbackReply {
        with { $0.headers[name] = value }
    }

    private func with(_ change: (inout LoopbackReply) -> Void) -> LoopbackReply {
        var copy = self
        change(&copy)
        return copy
    }
}
