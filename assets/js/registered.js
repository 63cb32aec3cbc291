// The last page of a registration: the LMS that opened it, in a window or a frame, may close it
// (LTI Dynamic Registration 1.0, 3.7). It says nothing but that, so any page may hear it.
const lms = window.opener ?? (window.parent === window ? null : window.parent)
lms?.postMessage({ subject: "org.imsglobal.lti.close" }, "*")
