#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace burner::http::tests {

/// How a client connects.
struct ClientOptions {
    const char* from = "127.0.0.1";  ///< its own address
    bool is_narrow = false;          ///< the kernels keep little between the two, as on a slow line far away
};

/// A blocking raw socket to a local port. A read that takes over five seconds ends the test's patience: it
/// counts as "neither an answer nor a close".
class Client {
  public:
    explicit Client(std::uint16_t port, const ClientOptions& options = {});
    Client(Client&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    Client(const Client&) = delete;
    ~Client();

    void send(std::string_view bytes);  ///< what the other end no longer takes is dropped
    void finish_sending();

    /// Receives one whole answer, by its Content-Length (none where `head_only`); empty once the server has closed.
    std::string answer(bool head_only = false);
    /// So many bytes; fewer once the server has closed.
    std::string exactly(std::size_t size);
    /// Everything until the server closes; nullopt where it does not.
    std::optional<std::string> rest();
    bool closed() { return rest() == ""; }

  private:
    bool receive();

    int socket_;
    std::string received_;
    bool timed_out_ = false;
};

int status_of(std::string_view answer);
std::string_view body_of(std::string_view answer);

}  // namespace burner::http::tests
