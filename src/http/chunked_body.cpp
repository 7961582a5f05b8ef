#include "http/chunked_body.hpp"

#include "http/token.hpp"

namespace burner::http {

namespace {

constexpr int max_digits = 16;  // what fits 64 bits

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::expected<std::size_t, Refusal> ChunkedBody::feed(std::string_view raw, std::string& body) {
    std::size_t used = 0;
    while (used < raw.size() && state_ != State::done) {
        if (state_ == State::data) {
            const auto part = raw.substr(used, size_);
            body += part;
            used += part.size();
            size_ -= part.size();
            if (size_ == 0) state_ = State::data_return;
            continue;
        }
        state_ = after(raw[used++]);
        if (state_ == State::failed) return refuse(400, "Malformed chunked body");
        if (state_ == State::data && size_ > max_bytes_ - body.size()) {
            return refuse(413, "Request body too large");
        }
        const bool is_overhead = state_ == State::extension || state_ == State::trailer_name ||
                                 state_ == State::trailer_value || state_ == State::trailer;
        if (is_overhead && overhead_-- == 0) {
            return refuse(431, "Chunk extensions or trailers too large");
        }
    }
    return used;
}

ChunkedBody::State ChunkedBody::after(char c) {
    switch (state_) {
        case State::size: return after_size(c);
        case State::extension: return after_extension(c);
        case State::size_line_feed: return c == '\n' ? after_size_line() : State::failed;
        case State::data_return: return c == '\r' ? State::data_line_feed : State::failed;
        case State::data_line_feed: digits_ = 0; return c == '\n' ? State::size : State::failed;
        case State::trailer: return after_trailer_start(c);
        case State::trailer_name:
            if (c == ':') return State::trailer_value;
            return is_token_character(c) ? State::trailer_name : State::failed;
        case State::trailer_value:
            if (c == '\r') return State::trailer_line_feed;
            return is_text_character(c) ? State::trailer_value : State::failed;
        case State::trailer_line_feed: return c == '\n' ? State::trailer : State::failed;
        case State::last_line_feed: return c == '\n' ? State::done : State::failed;
        case State::data:
        case State::done:
        case State::failed: break;
    }
    return State::failed;
}

ChunkedBody::State ChunkedBody::after_size(char c) {
    const int digit = hex_value(c);
    if (digit >= 0) {
        if (digits_ == max_digits) return State::failed;
        size_ = size_ * 16 + static_cast<std::uint64_t>(digit);
        ++digits_;
        return State::size;
    }
    if (digits_ == 0) return State::failed;
    if (c == '\r') return State::size_line_feed;
    extension_ = {};
    return after_extension(c);
}

ChunkedBody::State ChunkedBody::after_extension(char c) {
    if (c == '\r') return extension_.may_end() ? State::size_line_feed : State::failed;
    return extension_.take(c) ? State::extension : State::failed;
}

ChunkedBody::State ChunkedBody::after_size_line() const {
    return size_ == 0 ? State::trailer : State::data;
}

ChunkedBody::State ChunkedBody::after_trailer_start(char c) const {
    if (c == '\r') return State::last_line_feed;
    return is_token_character(c) ? State::trailer_name : State::failed;
}

}  // namespace burner::http
