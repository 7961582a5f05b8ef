#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace burner::test {

/// A request as it arrived, in bytes.
struct SeenRequest {
    std::string head;  ///< request line and header lines
    std::string body;

    std::string line() const { return head.substr(0, head.find("\r\n")); }
    /// The value of a header; empty when absent. `name` as the client writes it.
    std::string header(std::string_view name) const;
};

/// An HTTP/1.1 answer.
std::string answer(int status, std::string_view body, std::string_view more_headers = "");

/// What the script has for a WebSocket's handshake: accepts it, sends the frames byte for byte, then
/// waits for the client to leave, or drops the connection.
enum class AfterFrames { hold, drop };
std::string stream(std::string_view frames, AfterFrames then = AfterFrames::hold);
/// An answer that never comes.
inline const std::string silence = "silence";

/// Frames as a server sends them (RFC 6455 section 5.2).
enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9 };
std::string frame(Opcode opcode, std::string_view payload, bool is_last = true);
inline std::string text_frame(std::string_view text) {
    return frame(Opcode::text, text);
}
std::string close_frame(int code, std::string_view reason = "");

/// Answers the n-th request with the n-th text of the script, byte for byte, on a loopback port of its
/// own; after the script's end the connection is closed. An empty text closes it without an answer.
class FakeServer {
  public:
    explicit FakeServer(std::vector<std::string> script);
    ~FakeServer();

    std::string url() const;
    std::vector<SeenRequest> seen() const;

  private:
    void run();
    void serve(int socket);
    /// False when the connection is to be closed.
    bool serve_one(int socket, std::string& buffer);
    std::string next_reply(SeenRequest request);

    std::vector<std::string> script_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<SeenRequest> seen_;
    std::vector<int> sockets_;
    std::vector<std::thread> connections_;
    std::thread thread_;
};

}  // namespace burner::test
