import Synchronization

/// Where tasks on any thread leave messages for the user interface; the first one wakes the loop.
public final class Mailbox<Message: Sendable>: Sendable {
    private let messages = Mutex<[Message]>([])
    private let loop: EventLoop

    /// An empty mailbox of a loop.
    public init(loop: EventLoop = UI.loop) { self.loop = loop }

    /// Leaves a message.
    public func post(_ message: Message) {
        let isFirst = messages.withLock { messages in
            messages.append(message)
            return messages.count == 1
        }
        if isFirst { loop.announceMail() }
    }

    /// Takes out all messages, oldest first.
    public func takeAll() -> [Message] {
        messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }
}
