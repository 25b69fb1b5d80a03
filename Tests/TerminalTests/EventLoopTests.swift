import Glibc
import Testing

@testable import Terminal

/// What uses the one loop there is: one test after the other.
@Suite(.serialized) enum MainThreadTests {}

extension MainThreadTests {
    @Suite struct EventLoopTests {
        private func run<Result: Sendable>(_ work: @escaping @Sendable @UI () async -> Result) async -> Result {
            await onItsOwnThread { UI.run(work) }
        }

        @Test func `Running gives what the work gives`() async {
            let number = await run { 42 }
            let word = await run { "again" }
            #expect(number == 42)
            #expect(word == "again")
        }

        @Test func `A message from another thread wakes the loop`() async {
            let mailbox = Mailbox<Int>()
            let received = await run { @UI in
                Task.detached { mailbox.post(7) }
                let event = await UI.loop.next()
                return (event, mailbox.takeAll())
            }
            #expect(received.0 == .mail)
            #expect(received.1 == [7])
        }

        @Test func `Messages that came before are not missed, and many wake once`() async {
            let mailbox = Mailbox<Int>()
            let received = await run { @UI in
                for number in 1...3 { mailbox.post(number) }
                let first = await UI.loop.next(timeout: .seconds(10))
                let messages = mailbox.takeAll()
                let second = await UI.loop.next(timeout: .milliseconds(1))
                return (first, messages, second)
            }
            #expect(received.0 == .mail)
            #expect(received.1 == [1, 2, 3])
            #expect(received.2 == .timeout)
        }

        @Test func `The time is up no earlier than it should be`() async {
            let waited = await run { @UI in
                let start = ContinuousClock.now
                let event = await UI.loop.next(timeout: .milliseconds(20))
                return (event, ContinuousClock.now - start)
            }
            #expect(waited.0 == .timeout)
            #expect(waited.1 >= .milliseconds(20))
        }

        @Test func `Work of the user interface runs while its task waits`() async {
            let counter = Counter()
            let mailbox = Mailbox<Void>()
            let count = await run { @UI in
                Task.detached {
                    for _ in 0..<100 { await counter.increment() }
                    mailbox.post(())
                }
                while await UI.loop.next() != .mail {}
                return counter.count
            }
            #expect(count == 100)
        }

        @Test(arguments: [
            (SIGWINCH, LoopEvent.resized), (SIGTSTP, .suspend), (SIGCONT, .resumed), (SIGTERM, .quit(.terminated)),
            (SIGHUP, .quit(.hungUp)),
            (SIGINT, .quit(.interrupted)),
        ])
        func `A signal is an event`(number: Int32, expected: LoopEvent) async {
            let event = await run { @UI in
                raise(number)
                return await UI.loop.next()
            }
            #expect(event == expected)
        }

        @Test func `Bytes are input, and the end of them is the end`() async {
            let events = await run { @UI in
                var ends: [Int32] = [0, 0]
                pipe(&ends)
                UI.loop.watchKeys(on: ends[0])
                write(ends[1], "j", 1)
                let first = await UI.loop.next()
                var byte: UInt8 = 0
                read(ends[0], &byte, 1)
                let second = await UI.loop.next(timeout: .milliseconds(1))
                close(ends[1])
                let third = await UI.loop.next()
                UI.loop.watchKeys(on: -1)
                close(ends[0])
                return [first, second, third]
            }
            #expect(events == [.input, .timeout, .quit(.hungUp)])
        }

        @Test func `Signals come before input, and input before mail`() async {
            let mailbox = Mailbox<Int>()
            let events = await run { @UI in
                var ends: [Int32] = [0, 0]
                pipe(&ends)
                UI.loop.watchKeys(on: ends[0])
                mailbox.post(1)
                write(ends[1], "j", 1)
                raise(SIGWINCH)
                let first = await UI.loop.next()
                let second = await UI.loop.next()
                UI.loop.watchKeys(on: -1)
                let third = await UI.loop.next()
                close(ends[0])
                close(ends[1])
                return [first, second, third]
            }
            #expect(events == [.resized, .input, .mail])
        }

        @Test func `All messages of many threads arrive`() async {
            let mailbox = Mailbox<Int>()
            let sum = await run { @UI in
                for number in 1...50 { Task.detached { mailbox.post(number) } }
                var sum = 0
                var count = 0
                while count < 50, await UI.loop.next() == .mail {
                    let messages = mailbox.takeAll()
                    count += messages.count
                    sum += messages.reduce(0, +)
                }
                return sum
            }
            #expect(sum == 1275)
        }
    }
}

@UI private final class Counter {
    var count = 0
    nonisolated init() {}
    func increment() { count += 1 }
}
