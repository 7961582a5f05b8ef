#include "http/head.hpp"

#include <algorithm>
#include <limits>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "http/host.hpp"
#include "http/target.hpp"

namespace burner::http {

namespace {

namespace beast = boost::beast;
using beast::http::field;
using beast::http::verb;

Method method_of(verb method) {
    switch (method) {
        case verb::get: return Method::get;
        case verb::head: return Method::head;
        case verb::post: return Method::post;
        case verb::put: return Method::put;
        case verb::patch: return Method::patch;
        case verb::delete_: return Method::delete_;
        case verb::options: return Method::options;
        default: return Method::other;
    }
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

/// A field that may occur only once: how often it did, and its value.
struct Single {
    std::size_t count = 0;
    std::string_view value;
};

/// Beast's parser for the head alone. It is given a complete head, so it never waits and never copies.
class Parser final : public beast::http::basic_parser<true> {
  public:
    Parser(std::vector<Header>& fields, std::size_t max_fields) : fields_(fields), max_fields_(max_fields) {
        header_limit(std::numeric_limits<std::uint32_t>::max());
        body_limit(boost::none);
        fields_.clear();
    }

    std::string_view method_name;
    std::string_view target;
    Method method = Method::other;
    int version = 11;
    Single hosts, lengths, codings, expectations;
    bool too_many = false;

  private:
    void on_request_impl(verb parsed, beast::string_view name, beast::string_view path, int number,
                         beast::error_code& /*error*/) override {
        method = method_of(parsed);
        method_name = view(name);
        target = view(path);
        version = number;
    }

    void on_field_impl(field known, beast::string_view name, beast::string_view value,
                       beast::error_code& error) override {
        if (fields_.size() == max_fields_) {
            too_many = true;
            error = beast::http::error::header_limit;
            return;
        }
        fields_.push_back({view(name), view(value)});
        if (auto* single = single_of(known)) {
            ++single->count;
            single->value = view(value);
        }
    }

    Single* single_of(field known) {
        switch (known) {
            case field::host: return &hosts;
            case field::content_length: return &lengths;
            case field::transfer_encoding: return &codings;
            case field::expect: return &expectations;
            default: return nullptr;
        }
    }

    void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
    void on_header_impl(beast::error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
    std::size_t on_body_impl(beast::string_view, beast::error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, beast::error_code&) override { return 0; }
    void on_finish_impl(beast::error_code&) override {}

    std::vector<Header>& fields_;
    std::size_t max_fields_;
};

Refusal explain(const Parser& parser, const beast::error_code& error) {
    using beast::http::error;
    if (parser.too_many) return {431, "Too many header fields"};
    if (error == error::bad_version) return {400, "Only HTTP/1.0 and HTTP/1.1 are served"};
    if (error == error::bad_method) return {400, "Invalid method"};
    if (error == error::bad_target) return {400, "Invalid request target"};
    if (error == error::bad_field) return {400, "Invalid header field name"};
    if (error == error::bad_value) return {400, "Invalid header field value"};
    if (error == error::bad_content_length || error == error::multiple_content_length) {
        return {400, "Invalid Content-Length"};
    }
    if (error == error::bad_transfer_encoding) return {400, "Invalid Transfer-Encoding"};
    return {400, "Malformed request"};
}

std::expected<Framing, Refusal> framing_of(const Parser& parser) {
    const auto& coding = parser.codings;
    const auto& length = parser.lengths;
    if (coding.count > 0) {
        if (parser.version < 11) return refuse(400, "HTTP/1.0 has no Transfer-Encoding");
        if (length.count > 0) return refuse(400, "Content-Length and Transfer-Encoding exclude each other");
        if (coding.count > 1 || !same_ignoring_case(coding.value, "chunked")) {
            return refuse(400, "The only Transfer-Encoding served is chunked");
        }
        return Framing::chunked;
    }
    if (length.count > 1) return refuse(400, "Repeated Content-Length");
    if (!std::ranges::all_of(length.value, [](char c) { return c >= '0' && c <= '9'; })) {
        return refuse(400, "Invalid Content-Length");
    }
    return length.count > 0 ? Framing::length : Framing::no_body;
}

std::expected<void, Refusal> check_host(const Parser& parser, std::string_view authority) {
    const auto& host = parser.hosts;
    if (host.count > 1) return refuse(400, "Repeated Host");
    if (host.count == 0) {
        if (parser.version >= 11) return refuse(400, "Missing Host");
        return {};
    }
    if (!is_valid_host(host.value)) return refuse(400, "Invalid Host");
    if (!authority.empty() && !same_ignoring_case(authority, host.value)) {
        return refuse(400, "Host differs from the request target");
    }
    return {};
}

std::expected<bool, Refusal> expects_continue(const Parser& parser) {
    if (parser.expectations.count == 0 || parser.version < 11) return false;
    if (parser.expectations.count > 1 || !same_ignoring_case(parser.expectations.value, "100-continue")) {
        return refuse(417, "The only expectation served is 100-continue");
    }
    return true;
}

std::expected<Head, Refusal> checked(const Parser& parser, const Limits& limits) {
    if (parser.target.size() > limits.target_bytes) return refuse(414, "Request target too long");
    const auto target = split_target(parser.method_name, parser.target);
    if (!target) return std::unexpected(target.error());
    if (const auto host = check_host(parser, target->authority); !host) return std::unexpected(host.error());
    const auto framing = framing_of(parser);
    if (!framing) return std::unexpected(framing.error());
    const auto expects = expects_continue(parser);
    if (!expects) return std::unexpected(expects.error());

    Head head;
    head.framing = *framing;
    head.length = *framing == Framing::length ? parser.content_length().value_or(0) : 0;
    if (head.length > limits.body_bytes) return refuse(413, "Request body too large");
    head.keep_alive = parser.keep_alive();
    head.http_1_0 = parser.version < 11;
    head.expects_continue = *expects;
    head.request.method = parser.method;
    head.request.method_name = parser.method_name;
    head.request.target = parser.target;
    head.request.path = target->path;
    head.request.query = target->query;
    head.request.may_upgrade = !head.http_1_0;
    head.request.has_body = *framing != Framing::no_body;
    return head;
}

}  // namespace

std::expected<Head, Refusal> parse_head(std::string_view text, std::vector<Header>& fields, const Limits& limits) {
    Parser parser{fields, limits.headers};
    beast::error_code error;
    parser.put({text.data(), text.size()}, error);
    if (error) return std::unexpected(explain(parser, error));
    if (!parser.is_header_done()) return refuse(400, "Malformed request");
    auto head = checked(parser, limits);
    if (head) head->request.headers = fields;
    return head;
}

}  // namespace burner::http
