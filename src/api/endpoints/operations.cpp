#include "api/endpoints/operations.hpp"

#include "api/services.hpp"
#include "base/json_writer.hpp"

namespace burner::api {

namespace {

/// Says what is paused without the projects' ids, because anybody may read it.
std::string public_words(const transactions::Pause& pause) {
    return to_words(pause) + (pause.project.empty() ? "" : " in one project");
}

}  // namespace

base::Task<base::Result<Ready::Output>> Ready::run(const Call& call, Input) {
    const Readiness::Checks checks = co_await Readiness::check(call.services.readiness, call.services);
    co_return Output{checks, call.services.transactions.pauses.all(), call.services.hindrances.all()};
}

http::Response Ready::render(const Output& output) {
    const Readiness::Checks& checks = output.checks;
    const auto word = [](bool works) { return works ? "ok" : "failed"; };
    const bool ready = checks.store && checks.rpc && output.hindrances.empty();
    http::Response response{.status = ready ? 200 : 503};
    base::JsonWriter json{response.body};
    json.begin_object();
    json.member("status", ready ? "ready" : "not_ready");
    json.key("checks");
    json.begin_object();
    json.member("store", word(checks.store));
    json.member("rpc", word(checks.rpc));
    json.end_object();
    json.array("paused", output.pauses,
               [](base::JsonWriter& out, const auto& pause) { out.value(public_words(pause)); });
    json.array("reasons", output.hindrances, [](base::JsonWriter& out, const auto& words) { out.value(words); });
    json.end_object();
    return response;
}

base::Result<std::string> Scrape::run(const Call& call, Input) {
    call.services.measure();
    return call.services.metrics.render();
}

base::Result<OpenApi::Output> OpenApi::run(const Call& call, Input) {
    return call.services.openapi;
}

http::Response OpenApi::render(Output document) {
    http::Response response{.shared_body = std::move(document)};
    response.headers.push_back({"Access-Control-Allow-Origin", "*"});
    return response;
}

base::Result<std::string> Jwks::run(const Call& call, Input) {
    return access::to_jwks(*call.services.access.signing_keys.keys(), call.services.clock.now());
}

http::Response Jwks::render(std::string keys) {
    http::Response response{.body = std::move(keys), .content_type = "application/jwk-set+json"};
    response.headers.push_back({"Access-Control-Allow-Origin", "*"});
    // A next key is published long before it signs, so verifiers may keep the set for a while.
    response.headers.push_back({"Cache-Control", "public, max-age=60"});
    return response;
}

}  // namespace burner::api
