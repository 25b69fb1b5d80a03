import TraceModel

/// What something fails of; nil when it does not.
func failure<Result>(_ body: () throws(InputError) -> Result) -> Diagnostic? {
    do throws(InputError) {
        _ = try body()
        return nil
    } catch {
        return error.diagnostic
    }
}
