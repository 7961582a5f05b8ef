#include "http/websocket_frames.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "http/websocket.hpp"

namespace burner::http {

namespace {

constexpr std::size_t max_control_bytes = 125;
constexpr std::uint8_t two_byte_length = 126;
constexpr std::uint8_t eight_byte_length = 127;
constexpr std::size_t mask_bytes = 4;

std::unexpected<Violation> protocol_error(std::string_view reason) {
    return std::unexpected(Violation{close_code::protocol_error, reason});
}

/// Tells whether an endpoint may send the code (RFC 6455 section 7.4 and the registry that it opened).
bool may_be_sent(std::uint16_t code) {
    if (code >= 3000) return code <= 4999;
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

std::expected<void, Violation> check_close(std::string_view payload) {
    if (payload.empty()) return {};
    if (payload.size() == 1) return protocol_error("Truncated close code");
    if (!may_be_sent(code_of({Opcode::close, payload}))) return protocol_error("Invalid close code");
    if (!base::is_utf8(payload.substr(2))) {
        return std::unexpected(Violation{close_code::invalid_text, "Close reason is not UTF-8"});
    }
    return {};
}

}  // namespace

FrameHead::FrameHead(Opcode opcode, std::size_t size) {
    bytes_[0] = static_cast<char>(0x80 | static_cast<std::uint8_t>(opcode));
    std::size_t length_bytes = 0;
    if (size <= max_control_bytes) {
        bytes_[1] = static_cast<char>(size);
    } else if (size <= 0xffff) {
        bytes_[1] = static_cast<char>(two_byte_length);
        length_bytes = 2;
    } else {
        bytes_[1] = static_cast<char>(eight_byte_length);
        length_bytes = 8;
    }
    for (std::size_t i = 0; i < length_bytes; ++i) {
        bytes_[size_++] = static_cast<char>(size >> (8 * (length_bytes - 1 - i)));
    }
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
    out += FrameHead{opcode, payload.size()}.bytes();
    out += payload;
}

void append_close(std::string& out, std::uint16_t code, std::string_view reason) {
    std::string payload;
    if (code != close_code::none_given) {
        payload = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
        payload += reason.substr(0, max_control_bytes - payload.size());
    }
    append_frame(out, Opcode::close, payload);
}

std::uint16_t code_of(const Message& close) {
    if (close.payload.size() < 2) return close_code::none_given;
    const auto high = static_cast<std::uint8_t>(close.payload[0]);
    const auto low = static_cast<std::uint8_t>(close.payload[1]);
    return static_cast<std::uint16_t>(high << 8 | low);
}

std::expected<std::optional<Message>, Violation> FrameReader::next(std::string_view& input) {
    if (done_) message_.clear();
    done_ = false;
    for (;;) {
        auto message = read_frame(input);
        if (!message || *message || input.empty()) return message;
    }
}

/// Returns nullopt when the frame is not whole, or not the last one of its message.
std::expected<std::optional<Message>, Violation> FrameReader::read_frame(std::string_view& input) {
    if (!length_) {
        const bool was_started = head_bytes_ >= 2;
        if (!fill_head(input, 2)) return std::nullopt;
        if (!was_started) {
            if (auto valid = check_start(); !valid) return std::unexpected(valid.error());
        }
        if (!fill_head(input, head_size())) return std::nullopt;
        if (auto valid = read_length(); !valid) return std::unexpected(valid.error());
    }
    const auto piece = input.substr(0, *length_ - received_);
    input.remove_prefix(piece.size());
    const auto* mask = head_.data() + head_bytes_ - mask_bytes;
    for (const char c : piece) payload() += static_cast<char>(c ^ mask[received_++ % mask_bytes]);
    if (received_ < *length_) return std::nullopt;
    return finish_frame();
}

/// Tells whether the first `size` bytes of the frame's head are there, once it has taken them from `input`.
bool FrameReader::fill_head(std::string_view& input, std::size_t size) {
    const auto wanted = size > head_bytes_ ? size - head_bytes_ : 0;
    const auto piece = input.substr(0, wanted);
    std::ranges::copy(piece, head_.begin() + static_cast<std::ptrdiff_t>(head_bytes_));
    head_bytes_ += piece.size();
    input.remove_prefix(piece.size());
    return head_bytes_ >= size;
}

std::size_t FrameReader::head_size() const {
    const auto length = byte(1) & 0x7f;
    return 2 + mask_bytes + (length == two_byte_length ? 2 : length == eight_byte_length ? 8 : 0);
}

FrameReader::Checked FrameReader::check_start() const {
    if ((byte(0) & 0x70) != 0) return protocol_error("Reserved bits are set");
    const auto code = static_cast<std::uint8_t>(opcode());
    if ((code > 2 && code < 8) || code > 10) return protocol_error("Unknown opcode");
    if ((byte(1) & 0x80) == 0) return protocol_error("Frames of a client are masked");
    if (is_control()) {
        if (!is_final()) return protocol_error("Fragmented control frame");
        if ((byte(1) & 0x7f) > max_control_bytes) return protocol_error("Control frame too long");
    } else if ((opcode() == Opcode::continuation) != opened_.has_value()) {
        return protocol_error(opened_ ? "Expected a continuation" : "Nothing to continue");
    }
    return {};
}

FrameReader::Checked FrameReader::read_length() {
    std::uint64_t length = byte(1) & 0x7f;
    const auto length_bytes = head_bytes_ - 2 - mask_bytes;
    if (length_bytes > 0) {
        length = 0;
        for (std::size_t i = 0; i < length_bytes; ++i) length = length << 8 | byte(2 + i);
        const std::uint64_t least = length_bytes == 2 ? two_byte_length : 0x10000;
        if (length < least || length >> 63 != 0) return protocol_error("Invalid length");
    }
    if (!is_control() && length > max_bytes_ - message_.size()) {
        return std::unexpected(Violation{close_code::too_large, "Message too large"});
    }
    if (is_control()) control_.clear();
    length_ = length;
    received_ = 0;
    return {};
}

std::expected<std::optional<Message>, Violation> FrameReader::finish_frame() {
    length_.reset();
    head_bytes_ = 0;
    if (is_control()) {
        if (opcode() == Opcode::close) {
            if (auto valid = check_close(control_); !valid) return std::unexpected(valid.error());
        }
        return Message{opcode(), control_};
    }
    const auto message = opened_.value_or(opcode());
    opened_ = is_final() ? std::nullopt : std::optional{message};
    const bool is_valid = is_final() ? base::is_utf8(message_) : base::begins_utf8(message_);
    if (message == Opcode::text && !is_valid) {
        return std::unexpected(Violation{close_code::invalid_text, "Text is not UTF-8"});
    }
    if (!is_final()) return std::nullopt;
    done_ = true;
    return Message{message, message_};
}

}  // namespace burner::http
