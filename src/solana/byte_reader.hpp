#pragma once

#include "solana/compact_u16.hpp"
#include "solana/message.hpp"

namespace burner::solana {

/// Reads a wire format front to back. The first failure stays: everything after it yields zeros, so
/// a parser may look at `error` once per loop. Borrowed bytes; one parse.
class ByteReader {
  public:
    explicit ByteReader(base::ByteView bytes) : rest_(bytes) {}

    bool failed() const { return failed_; }
    DecodeError error() const { return error_; }
    bool at_end() const { return rest_.empty(); }
    std::size_t left() const { return rest_.size(); }

    std::uint8_t peek() const { return rest_.empty() ? 0 : rest_[0]; }

    std::uint8_t byte() {
        const base::ByteView taken = take(1);
        return taken.empty() ? 0 : taken[0];
    }

    void copy(std::span<std::uint8_t> out) {
        const base::ByteView bytes = take(out.size());
        if (!bytes.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
    }

    /// Reads a little-endian integer.
    template <class T>
    T number() {
        const base::ByteView bytes = take(sizeof(T));
        return bytes.empty() ? T{} : base::read_le<T>(bytes, 0);
    }

    /// Returns a number of items that take at least `item_size` bytes each: one that the rest cannot hold fails here,
    /// before anything is allocated for it.
    std::size_t count(std::size_t items, std::size_t item_size) {
        if (items * item_size > rest_.size()) fail(DecodeError::truncated);
        return failed_ ? 0 : items;
    }

    /// Reads a compact-u16 length of items, as `count` does.
    std::size_t length(std::size_t item_size) {
        const auto read = failed_ ? CompactU16{} : prefix();
        return count(read.value, item_size);
    }

    /// Reads bytes behind their compact-u16 length.
    base::Bytes bytes() {
        const base::ByteView view = take(length(1));
        return {view.begin(), view.end()};
    }

    void fail(DecodeError error) {
        if (!failed_) error_ = error;
        failed_ = true;
        rest_ = {};
    }

  private:
    CompactU16 prefix() {
        const auto read = read_compact_u16(rest_);
        if (read) {
            rest_ = rest_.subspan(read->size);
            return *read;
        }
        fail(read.error() == CompactU16Error::truncated     ? DecodeError::truncated
             : read.error() == CompactU16Error::not_minimal ? DecodeError::not_minimal
                                                            : DecodeError::too_large);
        return {};
    }

    base::ByteView take(std::size_t size) {
        if (size > rest_.size()) fail(DecodeError::truncated);
        if (failed_) return {};
        const base::ByteView taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }

    base::ByteView rest_;
    DecodeError error_ = DecodeError::truncated;
    bool failed_ = false;
};

}  // namespace burner::solana
