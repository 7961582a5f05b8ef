#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace burner::test {

/// What arrived, as bytes.
struct SeenRequest {
    std::string head;  ///< request line and header lines
    std::string body;

    std::string line() const { return head.substr(0, head.find("\r\n")); }
    /// The value of a header; empty when absent. `name` as the client writes it.
    std::string header(std::string_view name) const;
};

/// An HTTP/1.1 answer.
std::string answer(int status, std::string_view body, std::string_view more_headers = "");

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
    /// False when the connection is to be closed.
    bool serve_one(int socket, std::string& buffer);

    std::vector<std::string> script_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<SeenRequest> seen_;
    std::thread thread_;
};

}  // namespace burner::test
