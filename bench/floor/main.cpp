// What the project's own HTTP layer costs by itself: a server that answers every request with one constant.
//   bench_floor BODY_BYTES [NAME VALUE]…      the size of the answer and the fields besides the server's own
#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "http/server.hpp"

namespace {

using namespace burner;

class Constant final : public http::Handler {
  public:
    explicit Constant(http::Response answer) : answer_(std::move(answer)) {}

    base::Task<http::Response> handle(const http::Request&) override {
        co_return http::Response{.shared_body = answer_.shared_body, .headers = answer_.headers};
    }
    http::Response refuse(int status, std::string_view) override { return {.status = status}; }

  private:
    http::Response answer_;
};

/// A JSON object of exactly `size` bytes: {"body":"xxx…"}
std::shared_ptr<const std::string> json_of(std::size_t size) {
    constexpr std::string_view frame = R"({"body":""})";
    std::string json{frame};
    if (size > frame.size()) json.insert(frame.size() - 2, size - frame.size(), 'x');
    return std::make_shared<const std::string>(std::move(json));
}

}  // namespace

int main(int count, char** words) {
    if (count < 2 || count % 2 != 0) {
        fmt::print(stderr, "usage: bench_floor BODY_BYTES [NAME VALUE]…\n");
        return 2;
    }
    http::Response answer{.shared_body = json_of(std::strtoul(words[1], nullptr, 10))};
    for (int i = 2; i < count; i += 2) answer.headers.push_back({words[i], words[i + 1]});

    boost::asio::io_context context{1};
    Constant handler{std::move(answer)};
    http::Connections connections;
    const http::Server server{context, handler, {}, {}, connections};
    boost::asio::signal_set stop{context, SIGTERM, SIGINT};
    stop.async_wait([&](auto, int) { context.stop(); });
    fmt::print("{{\"ready\":true,\"url\":\"http://127.0.0.1:{}\"}}\n", server.port());
    std::fflush(stdout);
    context.run();
    return 0;
}
