#include "api/audited.hpp"

#include "api/errors.hpp"
#include "api/services.hpp"

namespace burner::api {

namespace {

audit::Actor actor_of(const access::Caller& caller) {
    if (caller.session) return {audit::Actor::Kind::session, caller.session->id};
    return {audit::Actor::Kind::key, caller.key_id()};
}

}  // namespace

audit::Event audited(const Call& call, audit::Action action) {
    return {.action = action,
            .time = call.services.clock.now(),
            .actor = actor_of(*call.caller),
            .project = call.caller->project().id,
            .from = call.request.from,
            .request_id = call.request_id};
}

void note_refusal(const Services& services, const http::Request& request, std::string_view request_id,
                  std::string_view route, const access::Caller* caller, const base::Error& error) {
    const ErrorRow& row = row_of(error.code);
    if (row.status != 401 && row.status != 403) return;
    services.audit.note({.action = audit::Action::request_refuse,
                         .time = services.clock.now(),
                         .actor = caller == nullptr ? audit::Actor{} : actor_of(*caller),
                         .project = caller == nullptr ? std::string_view{} : caller->project().id,
                         .subject = route,
                         .from = request.from,
                         .request_id = request_id,
                         .detail = row.word});
}

}  // namespace burner::api
