#pragma once

#include <string>
#include <string_view>

#include "http/client.hpp"
#include "http/running_server.hpp"

// What most tests of a server send, and limits with times that none of them reaches.
namespace burner::http::tests {

inline const std::string get = "GET /a?b HTTP/1.1\r\nHost: a\r\n\r\n";

inline std::string post(std::string_view path, std::string_view body) {
    std::string text = "POST ";
    text += path;
    return text + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string{body};
}

inline Limits patient_limits() {
    auto limits = quick_limits();
    limits.header_deadline = limits.idle = std::chrono::milliseconds{10'000};
    return limits;
}

}  // namespace burner::http::tests
