#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "http/chunk_extension.hpp"
#include "http/refusal.hpp"

namespace burner::http {

/// Decodes the chunked transfer coding (RFC 9112 section 7.1), fed in pieces of any size, and refuses whatever the
/// grammar does not allow. Extensions and trailers are checked, counted against `overhead` bytes and thrown away.
class ChunkedBody {
  public:
    ChunkedBody(std::size_t max_bytes, std::size_t overhead) : max_bytes_(max_bytes), overhead_(overhead) {}

    /// Appends what it decodes to `body` and returns how many bytes of `raw` belong to this message: all of them until
    /// `done`.
    std::expected<std::size_t, Refusal> feed(std::string_view raw, std::string& body);
    bool done() const { return state_ == State::done; }

  private:
    enum class State {
        size,
        extension,
        size_line_feed,
        data,
        data_return,
        data_line_feed,
        trailer,
        trailer_name,
        trailer_value,
        trailer_line_feed,
        last_line_feed,
        done,
        failed
    };

    State after(char c);
    State after_size(char c);
    State after_extension(char c);
    State after_trailer_start(char c) const;
    State after_size_line() const;

    State state_ = State::size;
    ChunkExtension extension_;
    std::uint64_t size_ = 0;  // of the chunk; in `data`, what is left of it
    int digits_ = 0;
    std::size_t max_bytes_;
    std::size_t overhead_;
};

}  // namespace burner::http
