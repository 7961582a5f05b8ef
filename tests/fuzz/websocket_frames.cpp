// What a client sends arrives in pieces of any length: that must change nothing in what is read from it.
#include "http/websocket_frames.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/utf8.hpp"
#include "http/websocket.hpp"
#include "require.hpp"

using namespace burner;

namespace {

constexpr std::size_t max_control_bytes = 125;

struct Read {
    std::vector<std::pair<http::Opcode, std::string>> messages;
    std::optional<std::uint16_t> violation;

    bool operator==(const Read&) const = default;
};

void check(const http::Message& message, std::size_t max_bytes) {
    using enum http::Opcode;
    const bool is_control = message.opcode == close || message.opcode == ping || message.opcode == pong;
    require(is_control || message.opcode == text || message.opcode == binary);
    require(message.payload.size() <= (is_control ? max_control_bytes : max_bytes));
    if (message.opcode == text) require(base::is_utf8(message.payload));
    if (message.opcode == close) require(message.payload.size() != 1);
}

/// `next_size` says how long the next piece is.
template <class NextSize>
Read read(std::string_view input, std::size_t max_bytes, NextSize next_size) {
    http::FrameReader reader{max_bytes};
    Read read;
    while (!input.empty()) {
        auto piece = input.substr(0, next_size());
        input.remove_prefix(piece.size());
        for (;;) {
            const auto before = piece.size();
            const auto message = reader.next(piece);
            require(piece.size() <= before);
            if (!message) {
                read.violation = message.error().code;
                return read;
            }
            if (!*message) break;
            check(**message, max_bytes);
            read.messages.emplace_back((*message)->opcode, (*message)->payload);
        }
        require(piece.empty());
    }
    return read;
}

}  // namespace

/// The first byte is the number of lengths that follow and are used in turns, the second one how long a message may
/// be; the rest comes from the client.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size < 2U + data[0] % 8) return 0;
    const std::vector<std::uint8_t> sizes(data + 2, data + 2 + data[0] % 8);
    const std::size_t max_bytes = data[1] * 5;
    const auto input = base::as_text({data + 2 + sizes.size(), size - 2 - sizes.size()});

    std::size_t turn = 0;
    const auto in_pieces = read(input, max_bytes, [&]() -> std::size_t {
        return sizes.empty() ? 1 : std::max<std::size_t>(sizes[turn++ % sizes.size()], 1);
    });
    const auto at_once = read(input, max_bytes, [&] { return input.size(); });
    require(in_pieces == at_once);
    return 0;
}
