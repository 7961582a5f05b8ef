#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace burner::tests {

struct FakeRequest {
    std::string head;
    std::string body;

    /// Finds the `id` and `method` of a JSON-RPC request as this project writes it.
    std::string id() const;
    std::string method() const;
};

/// What the fake does with one request: raw bytes, and how it goes on afterwards.
struct FakeAnswer {
    enum class End { keep_alive, close, reset, hang };

    std::string bytes;
    std::string repeated{};             ///< sent again and again after `bytes`…
    std::uint64_t repeated_bytes = 0;   ///< …until this many bytes, or the client hangs up
    std::chrono::milliseconds drip{0};  ///< pause after every byte of `bytes`
    End end = End::keep_alive;
};

FakeAnswer http_answer(int status, std::string_view headers, std::string_view body);
FakeAnswer json_answer(std::string_view body);
/// Makes a JSON-RPC 2.0 answer to `request`.
FakeAnswer result_answer(const FakeRequest& request, std::string_view result);
FakeAnswer error_answer(const FakeRequest& request, std::string_view error);

/// Makes a gzip member that holds `text`, and one that unpacks to `bytes` times 'a' (but is cut short).
std::string gzip(std::string_view text);
std::string gzip_bomb(std::uint64_t bytes);

/// An HTTP/1.1 server on 127.0.0.1 whose answers are scripted byte by byte. Runs on a thread of its own,
/// on which the script is called too; the destructor ends both.
class FakeRpcServer {
  public:
    using Script = std::function<FakeAnswer(const FakeRequest&)>;

    explicit FakeRpcServer(Script script);
    ~FakeRpcServer();

    std::string url() const;
    std::uint64_t bytes_sent() const { return bytes_sent_; }
    std::size_t connections() const { return connections_; }
    std::vector<FakeRequest> requests() const;

  private:
    struct Loop;
    struct Connection;

    Script script_;
    std::atomic<std::uint64_t> bytes_sent_ = 0;
    std::atomic<std::size_t> connections_ = 0;
    mutable std::mutex mutex_;
    std::vector<FakeRequest> requests_;
    std::unique_ptr<Loop> loop_;
    std::thread thread_;
};

/// Returns a URL where no server listens.
std::string refusing_url();

}  // namespace burner::tests
