#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace burner::http {

/// The kinds of frames (RFC 6455 section 5.2).
enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// The head of a whole message in one frame, as servers send it: not masked.
class FrameHead {
  public:
    FrameHead(Opcode opcode, std::size_t size);
    std::string_view bytes() const { return {bytes_.data(), size_}; }

  private:
    std::array<char, 10> bytes_{};
    std::size_t size_ = 2;
};

void append_frame(std::string& out, Opcode opcode, std::string_view payload);
/// Appends a close frame. `reason` is cut to what a control frame holds. Without a code (1005) the frame is empty.
void append_close(std::string& out, std::uint16_t code, std::string_view reason);

/// A message or control frame from the client, valid until the reader is used again.
struct Message {
    Opcode opcode;
    std::string_view payload;
};

/// Returns the code of a close frame; 1005 when the frame is empty.
std::uint16_t code_of(const Message& close);

/// A breach of the protocol, which ends the connection, with the code for it. `reason` is a literal.
struct Violation {
    std::uint16_t code;
    std::string_view reason;
};

/// Reads what a client sends, byte by byte if need be, and refuses what RFC 6455 forbids it (sections 5 and 8.1).
/// After a violation no more can be read.
class FrameReader {
  public:
    explicit FrameReader(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    /// Takes bytes off the front of `input` and returns the next message; nullopt when it needs more bytes.
    std::expected<std::optional<Message>, Violation> next(std::string_view& input);

  private:
    using Checked = std::expected<void, Violation>;

    std::expected<std::optional<Message>, Violation> read_frame(std::string_view& input);
    bool fill_head(std::string_view& input, std::size_t size);
    std::size_t head_size() const;
    Checked check_start() const;
    Checked read_length();
    std::expected<std::optional<Message>, Violation> finish_frame();
    std::uint8_t byte(std::size_t i) const { return static_cast<std::uint8_t>(head_[i]); }
    Opcode opcode() const { return static_cast<Opcode>(byte(0) & 0x0f); }
    bool is_final() const { return (byte(0) & 0x80) != 0; }
    bool is_control() const { return (byte(0) & 0x08) != 0; }
    std::string& payload() { return is_control() ? control_ : message_; }

    std::size_t max_bytes_;        // bytes of a message
    std::array<char, 14> head_{};  // of the current frame
    std::size_t head_bytes_ = 0;
    std::optional<std::size_t> length_;
    std::size_t received_ = 0;      // of the payload
    std::optional<Opcode> opened_;  // of a message in several frames
    std::string message_, control_;
    bool done_ = false;  // the last message was given out
};

}  // namespace burner::http
