#include "admin/endpoints/recorded.hpp"

#include "admin/services.hpp"

namespace burner::admin {

base::Result<void> record(const Call& call, const Deed& deed) {
    return call.services.audit.record({.action = deed.action,
                                       .time = call.services.clock.now(),
                                       .actor = {audit::Actor::Kind::user, call.user().id},
                                       .project = deed.project,
                                       .subject = deed.subject,
                                       .wallet = deed.wallet,
                                       .from = call.request.from,
                                       .request_id = call.request_id,
                                       .detail = deed.detail});
}

}  // namespace burner::admin
