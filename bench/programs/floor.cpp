// What the project's own HTTP layer costs by itself: a server that answers every request with one constant.
//   bench_floor BODY_BYTES [NAME VALUE]…      the size of the answer and the fields besides the server's own
#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "http/server.hpp"

namespace {

using namespace burner;

class Constant final : public http::Handler {
  public:
    Constant(std::shared_ptr<const std::string> body, std::vector<http::ResponseHeader> fields)
        : body_(std::move(body)), fields_(std::move(fields)) {}

    http::PendingResponse handle(const http::Request&) override {
        http::Response answer{.shared_body = body_};
        answer.headers = fields_;
        return answer;
    }
    http::Response refuse(int status, std::string_view, std::string_view) override { return {.status = status}; }

  private:
    const std::shared_ptr<const std::string> body_;
    const std::vector<http::ResponseHeader> fields_;
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
    std::vector<http::ResponseHeader> fields;
    for (int i = 2; i < count; i += 2) fields.push_back({words[i], words[i + 1]});

    boost::asio::io_context context{1};
    Constant handler{json_of(std::strtoul(words[1], nullptr, 10)), std::move(fields)};
    http::SharedState shared;
    const http::Server server{context, handler, {}, {}, shared};
    boost::asio::signal_set stop{context, SIGTERM, SIGINT};
    stop.async_wait([&](auto, int) { context.stop(); });
    fmt::print("{{\"ready\":true,\"url\":\"http://127.0.0.1:{}\"}}\n", server.port());
    std::fflush(stdout);
    // As the server runs it: a process of one thread would be spared atomic counts, its own and the kernel's.
    std::thread{[&] { context.run(); }}.join();
    return 0;
}
