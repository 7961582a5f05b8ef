#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "solana/pubkey.hpp"

namespace burner::solana {

/// Reads Borsh front to back. The first failure stays: everything after it yields zeros. A value that is not there
/// takes no bytes; a tag beyond its range is a failure, as in Borsh itself. Borrowed bytes; one parse.
class BorshReader {
  public:
    explicit BorshReader(base::ByteView bytes) : rest_(bytes) {}

    bool failed() const { return failed_; }
    void fail() { failed_ = true; }
    /// Clears a failure, so that reading goes on. Returns whether there was one.
    bool recover() { return std::exchange(failed_, false); }
    std::size_t left() const { return rest_.size(); }

    template <class T>
    T integer() {
        const base::ByteView bytes = take(sizeof(T));
        return bytes.empty() ? T{} : base::read_le<T>(bytes, 0);
    }

    /// Reads a tag from 0 to `last`; fails at any other.
    std::uint8_t tag(std::uint8_t last) {
        const auto value = integer<std::uint8_t>();
        failed_ |= value > last;
        return failed_ ? std::uint8_t{0} : value;
    }

    bool boolean() { return tag(1) == 1; }

    Pubkey key() {
        const base::ByteView bytes = take(sizeof(Pubkey));
        return bytes.empty() ? Pubkey{} : read_pubkey(bytes, 0);
    }

    /// Reads bytes behind their length of four bytes.
    base::ByteView bytes() { return take(integer<std::uint32_t>()); }
    std::string_view text() { return base::as_text(bytes()); }

    /// Reads the length of a list whose items take at least `item_size` bytes each: one that the rest cannot hold fails
    /// here.
    std::size_t length(std::size_t item_size) {
        const auto count = integer<std::uint32_t>();
        failed_ |= count > rest_.size() / item_size;
        return failed_ ? 0 : count;
    }

    template <class Read>
    std::optional<std::invoke_result_t<Read>> optional(Read read) {
        if (!boolean()) return std::nullopt;
        return read();
    }

    base::ByteView take(std::size_t size) {
        failed_ |= size > rest_.size();
        if (failed_) return {};
        const base::ByteView taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }

  private:
    base::ByteView rest_;
    bool failed_ = false;
};

}  // namespace burner::solana
